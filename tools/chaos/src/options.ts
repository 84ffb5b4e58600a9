import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly seed: number;
  /** How long faults are planned, from the first one on. */
  readonly minutes: number;
  /** How many faults at most; as many as there is time for unless something else is said. */
  readonly faults: number;
  /** Copies of each service: two, or one where a certain process has to come by a crash point. */
  readonly replicas: number;
  /** How many callers act at once. */
  readonly hands: number;
  /** Within how long after a fault all has to be at rest. */
  readonly restMs: number;
  /** The file the report goes to as JSON; none unless asked for. */
  readonly json?: string;
  /** Crash points are visited in the place of other faults: those with this text in their name, or `all`. */
  readonly crashPoints?: string;
  /** Whether each fault hits two parts at once. */
  readonly pairs: boolean;
  /** Whether the first violation ends the run. */
  readonly stopAtFirst: boolean;
}

/** Reads the command line; files are named from where the command was given. */
export function readOptions(args: readonly string[], here: string): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { ...text, default: '1' },
      minutes: { ...text, default: '10' },
      faults: { ...text, default: '100000' },
      replicas: text,
      hands: { ...text, default: '8' },
      rest: { ...text, default: '10' },
      'crash-points': text,
      pairs: { type: 'boolean', default: false },
      json: text,
      'stop-at-first': { type: 'boolean', default: false },
    },
  });
  const points = values['crash-points'];
  if (values.pairs && points !== undefined)
    throw new Error('--pairs and --crash-points are two plans: use one of them.');
  return {
    seed: numberOf(values.seed, '--seed', 0, 2 ** 32 - 1),
    minutes: numberOf(values.minutes, '--minutes', 0.1, 600, false),
    faults: numberOf(values.faults, '--faults', 1, 100_000),
    replicas: numberOf(values.replicas ?? (points === undefined ? '2' : '1'), '--replicas', 1, 4),
    hands: numberOf(values.hands, '--hands', 1, 64),
    restMs: numberOf(values.rest, '--rest', 1, 600, false) * 1_000,
    ...(points !== undefined && { crashPoints: points }),
    pairs: values.pairs,
    stopAtFirst: values['stop-at-first'],
    ...(values.json !== undefined && { json: resolve(here, values.json) }),
  };
}

function numberOf(text: string, name: string, least: number, most: number, whole = true): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value)))
    return value;
  throw new Error(`${name} is "${text}": use a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
}
