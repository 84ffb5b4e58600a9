import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** Words of the paths that are measured; none means all of them. */
  readonly only: readonly string[];
  /** Nothing but a stack at rest is measured. */
  readonly restOnly: boolean;
  /** The checkout to measure, built. */
  readonly repository: string;
  /** Where the report is written. */
  readonly out: string;
  readonly rounds: number;
  /** Before the rest is measured. */
  readonly settleSeconds: number;
  /** Of one window of rest. */
  readonly idleSeconds: number;
  readonly windows: number;
  /** A report to put beside the new one. */
  readonly compare?: string;
}

const text = { type: 'string' } as const;

/** Reads the command line; files are named from where the command was given. */
export function readOptions(args: readonly string[], here: string, repository: string): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { ...text, default: '' },
      rest: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      repository: text,
      out: text,
      compare: text,
      rounds: text,
      settle: text,
      idle: text,
      windows: { ...text, default: '1' },
    },
  });
  const { quick } = values;
  const file = (name: string | undefined) => (name === undefined ? undefined : resolve(here, name));
  return {
    only: values.only.split(/[\s,]+/).filter((word) => word !== ''),
    restOnly: values.rest,
    repository: file(values.repository) ?? repository,
    out: file(values.out) ?? resolve(repository, '.local/bench'),
    rounds: wholeNumber(values.rounds ?? (quick ? '1' : '3'), '--rounds'),
    settleSeconds: wholeNumber(values.settle ?? (quick ? '8' : '15'), '--settle'),
    idleSeconds: wholeNumber(values.idle ?? (quick ? '8' : '30'), '--idle'),
    windows: wholeNumber(values.windows, '--windows'),
    compare: file(values.compare),
  };
}

function wholeNumber(value: string, name: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 1_000) return number;
  throw new Error(`${name} is "${value}": use a whole number from 1 to 1000.`);
}
