import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly paths: readonly string[];
  /** The checkout to measure, built. */
  readonly repository: string;
  readonly rounds: number;
  /** Before the rest is measured. */
  readonly settleSeconds: number;
  /** Of one window of rest. */
  readonly idleSeconds: number;
  readonly windows: number;
  /** Files to write; none unless asked for. */
  readonly json?: string;
  readonly svg?: string;
  readonly trace?: string;
  /** A report to put beside the new one. */
  readonly compare?: string;
}

/** Reads the command line; files are named from where the command was given. */
export function readOptions(args: readonly string[], here: string, repository: string): Options {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      repository: text,
      json: text,
      svg: text,
      trace: text,
      compare: text,
      rounds: { ...text, default: '3' },
      settle: { ...text, default: '15' },
      idle: { ...text, default: '30' },
      windows: { ...text, default: '1' },
    },
  });
  const file = (name: string | undefined) => (name === undefined ? undefined : resolve(here, name));
  return {
    paths: positionals,
    repository: file(values.repository) ?? repository,
    rounds: wholeNumber(values.rounds, '--rounds'),
    settleSeconds: wholeNumber(values.settle, '--settle'),
    idleSeconds: wholeNumber(values.idle, '--idle'),
    windows: wholeNumber(values.windows, '--windows'),
    json: file(values.json),
    svg: file(values.svg),
    trace: file(values.trace),
    compare: file(values.compare),
  };
}

function wholeNumber(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1_000) return value;
  throw new Error(`${name} is "${text}": use a whole number from 1 to 1000.`);
}
