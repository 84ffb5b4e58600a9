import type { Leases, Stored } from '@seatkeeper/mongo';
import { race } from './race.js';

interface Leased<T extends Stored> {
  leases: Leases<T>;
  /** Stores a document that waits for somebody to work on it from a moment on. */
  open(from: Date): Promise<T>;
  find(doc: T): Promise<T | null>;
}

/** So far ahead that no worker of the service under test comes in between. */
const FROM = new Date('2050-01-01T12:00:00Z');

/** What every collection whose documents are worked on under a lease has to show, whatever the work is. */
export function itIsWorkedOnByOneAtATime<T extends Stored>(
  stage: () => Leased<T> | Promise<Leased<T>>,
): void {
  it('is worked on by one at a time, and taken over when that one falls silent, who then changes nothing', async () => {
    const { leases, open, find } = await stage();
    const given = await open(FROM);
    const { values } = await race(10, () => leases.take(given, FROM));
    const [first] = values.filter((each) => each !== null);
    expect(values.filter(Boolean)).toHaveLength(1);
    if (!first) return;
    const { until } = leases.of(first) ?? {};
    if (!until) throw new Error('What was taken has no lease.');

    expect(await leases.take(first, new Date(until.getTime() - 1))).toBeNull();
    const second = await leases.take(first, until);
    expect(second && leases.of(second)?.fence).toBeGreaterThan(leases.of(first)?.fence ?? Infinity);

    await expect(leases.write(first, () => ({ update: {} }))).rejects.toThrow('is lost');
    expect(await leases.renew(first, until)).toBe(false);
    await leases.putDown(first, until, 0);
    await leases.release(first, until);
    expect(await find(first)).toEqual(second);

    const found = await leases.abandoned(new Date(until.getTime() + 600_000), 1_000);
    expect(found.map(({ _id }) => _id)).toContain(given._id);
  });
}
