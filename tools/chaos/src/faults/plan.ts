import type { Chance } from '../chance.js';
import { isService, KINDS, type PlannedFault, SERVERS, type Service, SERVICES } from './faults.js';

const WORK_BEFORE_MS = [400, 2_500] as const;
/** Longer than a lease (5 s) half of the time: whoever wakes finds the work done by another. */
const FROZEN_MS = [1_500, 9_000] as const;

/**
 * Faults without end, in rounds: each round has every kind of fault for every part once, in an order of its own. So a run
 * that is cut short has hit as many different things as it could.
 */
export function* planFaults(chance: Chance, copies: number): Generator<PlannedFault, never> {
  for (;;) {
    const round = [...SERVICES, ...SERVERS].flatMap((part) => KINDS.map((kind) => ({ part, kind })));
    for (const { part, kind } of chance.shuffled(round))
      yield {
        kind,
        part,
        copy: isService(part) ? chance.between(0, copies - 1) : 0,
        afterMs: chance.between(...WORK_BEFORE_MS),
        forMs: kind === 'freeze' ? chance.between(...FROZEN_MS) : 0,
      };
  }
}

/** How many different faults there are: one round. */
export const FAULTS_OF_A_ROUND = (SERVICES.length + SERVERS.length) * KINDS.length;

/** Who passes the points of the libraries, which all services have. */
const LIBRARIES_IN: Service = 'identity';

/** A crash at each of the points that have a text in their name; at each of them for `all`. */
export function* planCrashes(points: readonly string[], text: string): Generator<PlannedFault, void> {
  for (const point of points.filter((name) => text === 'all' || name.includes(text))) {
    const part = SERVICES.find((service) => point.startsWith(`${service}.`)) ?? LIBRARIES_IN;
    yield { kind: 'crash', part, copy: 0, afterMs: 0, forMs: 0, point };
  }
}
