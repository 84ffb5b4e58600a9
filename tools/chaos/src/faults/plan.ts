import type { Chance } from '../chance.js';
import {
  type Blow,
  isService,
  KINDS,
  type Part,
  type PlannedFault,
  SERVERS,
  type Service,
  SERVICES,
} from './faults.js';

const WORK_BEFORE_MS = [400, 2_500] as const;
/** Longer than a lease (5 s) half of the time: whoever wakes finds the work done by another. */
const FROZEN_MS = [1_500, 9_000] as const;
/** So that the second blow of a pair falls while the first part is away, or has just come back. */
const BETWEEN_MS = [0, 4_000] as const;

const PARTS: readonly Part[] = [...SERVICES, ...SERVERS];

/**
 * Faults without end, in rounds: each round has every kind of fault for every part once, in an order of its own. So a run
 * that is cut short has hit as many different things as it could.
 */
export function* planFaults(chance: Chance, copies: number): Generator<PlannedFault, never> {
  for (;;) {
    const round = PARTS.flatMap((part) => KINDS.map((kind) => ({ part, kind })));
    for (const { part, kind } of chance.shuffled(round)) {
      const copy = copyOf(part, chance, copies);
      const afterMs = chance.between(...WORK_BEFORE_MS);
      yield { kind, part, copy, afterMs, forMs: timeOf(kind, chance) };
    }
  }
}

/** Faults of two parts at once, without end: each round has every two parts once, either of them first. */
export function* planPairs(chance: Chance, copies: number): Generator<PlannedFault, never> {
  const blow = (part: Part): Blow => {
    const kind = chance.one(KINDS) ?? 'kill';
    return { kind, part, copy: copyOf(part, chance, copies), forMs: timeOf(kind, chance) };
  };
  for (;;)
    for (const pair of chance.shuffled(PAIRS)) {
      const [first, second] = chance.shuffled(pair) as [Part, Part];
      yield {
        ...blow(first),
        afterMs: chance.between(...WORK_BEFORE_MS),
        second: { ...blow(second), laterMs: chance.between(...BETWEEN_MS) },
      };
    }
}

const PAIRS = PARTS.flatMap((one, n) => PARTS.slice(n + 1).map((other) => [one, other] as const));

const copyOf = (part: Part, chance: Chance, copies: number): number =>
  isService(part) ? chance.between(0, copies - 1) : 0;

const timeOf = (kind: Blow['kind'], chance: Chance): number =>
  kind === 'freeze' ? chance.between(...FROZEN_MS) : 0;

/** How many different faults there are: one round. */
export const FAULTS_OF_A_ROUND = PARTS.length * KINDS.length;
export const PAIRS_OF_A_ROUND = PAIRS.length;

/** Who passes the points of the libraries, which all services have. */
const LIBRARIES_IN: Service = 'identity';

/** A crash at each of the points that have a text in their name; at each of them for `all`. */
export function* planCrashes(points: readonly string[], text: string): Generator<PlannedFault, void> {
  for (const point of points.filter((name) => text === 'all' || name.includes(text))) {
    const part = SERVICES.find((service) => point.startsWith(`${service}.`)) ?? LIBRARIES_IN;
    yield { kind: 'crash', part, copy: 0, afterMs: 0, forMs: 0, point };
  }
}
