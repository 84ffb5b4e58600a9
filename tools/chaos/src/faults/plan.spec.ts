import { Chance } from '../chance.js';
import { KINDS, type PlannedFault, SERVERS, SERVICES } from './faults.js';
import { FAULTS_OF_A_ROUND, PAIRS_OF_A_ROUND, planCrashes, planFaults, planPairs } from './plan.js';

const take = (seed: number, count: number, copies = 2): PlannedFault[] => {
  const plan = planFaults(new Chance(seed), copies);
  return Array.from({ length: count }, () => plan.next().value);
};

describe('the plan of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(take(7, 60)).toEqual(take(7, 60));
    expect(take(7, 60)).not.toEqual(take(8, 60));
  });

  it('kills, freezes and restarts every service and every server in each round', () => {
    const named = (faults: PlannedFault[]) => faults.map(({ part, kind }) => `${kind} ${part}`).sort();
    const every = [...SERVICES, ...SERVERS].flatMap((part) => KINDS.map((kind) => `${kind} ${part}`)).sort();
    const faults = take(3, 2 * FAULTS_OF_A_ROUND);
    expect(named(faults.slice(0, FAULTS_OF_A_ROUND))).toEqual(every);
    expect(named(faults.slice(FAULTS_OF_A_ROUND))).toEqual(every);
  });

  it('hits each copy of a service, and of servers the only one', () => {
    const faults = take(5, 10 * FAULTS_OF_A_ROUND);
    const copiesOf = (parts: readonly string[]) =>
      [...new Set(faults.filter(({ part }) => parts.includes(part)).map(({ copy }) => copy))].sort();
    expect(copiesOf(SERVICES)).toEqual([0, 1]);
    expect(copiesOf(SERVERS)).toEqual([0]);
  });

  it('freezes for longer and for shorter than a lease', () => {
    const times = take(1, 10 * FAULTS_OF_A_ROUND).filter(({ kind }) => kind === 'freeze');
    expect(times.some(({ forMs }) => forMs < 5_000)).toBe(true);
    expect(times.some(({ forMs }) => forMs > 5_000)).toBe(true);
  });
});

describe('the plan of pairs', () => {
  const pairs = (seed: number, count: number) => {
    const plan = planPairs(new Chance(seed), 2);
    return Array.from({ length: count }, () => plan.next().value);
  };

  it('is the same for the same seed, and another for another', () => {
    expect(pairs(7, 40)).toEqual(pairs(7, 40));
    expect(pairs(7, 40)).not.toEqual(pairs(8, 40));
  });

  it('hits every two parts once in each round, either of them first, and never one of them twice', () => {
    const named = (faults: PlannedFault[]) =>
      faults.map(({ part, second }) => [part, second!.part].sort().join()).sort();
    const all = [...SERVICES, ...SERVERS];
    const every = all.flatMap((one) => all.filter((other) => one < other).map((other) => `${one},${other}`));
    const faults = pairs(3, 2 * PAIRS_OF_A_ROUND);
    expect(named(faults.slice(0, PAIRS_OF_A_ROUND))).toEqual(every.sort());
    expect(named(faults.slice(PAIRS_OF_A_ROUND))).toEqual(every.sort());
    const first = faults.filter(({ part, second }) => part < second!.part);
    expect(first.length).toBeGreaterThan(PAIRS_OF_A_ROUND / 2);
    expect(first.length).toBeLessThan((3 * PAIRS_OF_A_ROUND) / 2);
  });

  it('strikes the second while the first is frozen, now and then', () => {
    const whileFrozen = pairs(1, PAIRS_OF_A_ROUND).filter(({ forMs, second }) => second!.laterMs < forMs);
    expect(whileFrozen.length).toBeGreaterThan(3);
  });
});

describe('the plan of crashes', () => {
  const points = ['bus.handle.beforeAck', 'identity.ban.afterRelease', 'licensing.swap.afterUpdate'];
  const partsOf = (text: string) =>
    [...planCrashes(points, text)].map(({ part, point }) => `${part} at ${point}`);

  it('hits the process that passes the point', () => {
    expect(partsOf('all')).toEqual([
      'identity at bus.handle.beforeAck',
      'identity at identity.ban.afterRelease',
      'licensing at licensing.swap.afterUpdate',
    ]);
    expect(partsOf('swap')).toEqual(['licensing at licensing.swap.afterUpdate']);
  });
});
