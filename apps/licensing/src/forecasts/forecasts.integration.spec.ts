import { bookReduction, cancelReduction, tellForecast } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock, type TestService } from '@seatkeeper/testing';
import { Firm, startLicensing, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';

const START = '2027-01-31T10:00:00Z';
const clock = new TestClock(START);
let service: TestService;

beforeAll(async () => {
  service = await startLicensing(undefined, { TRIAL_SEATS: 2 }, clock);
});
afterAll(() => service.close());
beforeEach(() => clock.set(START));

/** A firm with two seats of a trial and ten that renew on 28 February at ten in the morning, of which so many are held. */
async function firmWith(held: number) {
  const firm = await new Firm(service).open();
  await new Shop(service, firm).buy({ items: [{ product: 'core', seats: 10 }] });
  for (const userId of userIds(held)) await firm.claim(userId);
  const of = { accountId: firm.accountId, product: 'core' };
  const book = (seats: number, when = 'renewal') =>
    service.bus.request(bookReduction, {
      ...of,
      by: firm.by,
      reductionId: newId('red'),
      reduction: { seats, when },
    });
  const cancel = (reductionId: string) =>
    service.bus.request(cancelReduction, { ...of, by: firm.by, reductionId });
  const forecast = (at: string, timeZone = 'UTC', product = 'core') =>
    service.bus.request(tellForecast, { ...of, product, timeZone, at });
  return { firm, book, cancel, forecast };
}

describe('a forecast', () => {
  it('tells what will be there on each day, and on that day it is there', async () => {
    const { firm, book, forecast } = await firmWith(7);
    await book(3);
    await book(4, '2027-03-15T08:00:00Z');
    for (const at of ['2027-02-27', '2027-02-28', '2027-03-14', '2027-03-15']) {
      clock.set(START);
      const { then } = await forecast(at);
      clock.set(`${at}T23:59:59Z`);
      const before = await forecast(at);
      expect(before.then).toEqual(then);
      await eventually(async () => expect(await firm.license()).toMatchObject(then));
      expect(await forecast(at)).toMatchObject({ now: then, then, changes: [] });
    }
    expect(await firm.license()).toMatchObject({ purchased: 5, used: 7, overAllocated: 2 });
  });

  it('changes nothing, says why it is as it is, and follows what is booked and taken back', async () => {
    const { firm, book, cancel, forecast } = await firmWith(10);
    const { id } = await book(5);
    const told = await race(10, () => forecast('2027-02-28'));
    expect(told.values).toHaveLength(10);
    expect(told.values[0]).toMatchObject({
      now: { purchased: 12, used: 10, free: 2 },
      then: { purchased: 7, used: 10, free: 0, overAllocated: 3 },
      changes: [{ kind: 'reduction', reductionId: id, seats: -5, verdict: 'too-large' }],
      renewsAt: '2027-02-28T10:00:00.000Z',
    });
    expect(await firm.license()).toMatchObject({ purchased: 12, scheduled: [{ reductionId: id }] });
    await cancel(id);
    expect(await forecast('2027-02-28')).toMatchObject({ then: { purchased: 12 }, changes: [] });
  });

  it('ends the day where the account is', async () => {
    const { book, forecast } = await firmWith(0);
    // Half past eleven at night in New York, and the next morning in UTC.
    await book(1, '2027-03-10T04:30:00Z');
    expect((await forecast('2027-03-09', 'America/New_York')).then.purchased).toBe(11);
    expect((await forecast('2027-03-09', 'UTC')).then.purchased).toBe(12);
  });

  it('is refused for yesterday, and for what is not sold', async () => {
    const { forecast } = await firmWith(0);
    await expect(forecast('2027-01-30')).rejects.toMatchObject({ errors: [{ path: 'at' }] });
    await expect(forecast('2027-02-28', 'UTC', 'yoga')).rejects.toMatchObject({ code: 'not-found' });
    expect(await forecast('2027-02-28', 'UTC', 'contract')).toMatchObject({
      then: { purchased: 0, used: 0 },
    });
  });
});
