import { claimSeats, freeSeats, RECONCILIATION, tellSeatRepairs } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock, type TestService } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { Firm, startLicensing } from '../../testing/firm.js';

const clock = new TestClock('2027-01-31T10:00:00Z');
let licensing: TestService;
beforeAll(async () => {
  licensing = await startLicensing(undefined, {}, clock);
});
afterAll(() => licensing.close());

const bought = async (seats: number) => {
  const firm = await new Firm(licensing).open();
  await firm.publish(firm.purchase(seats));
  await eventually(async () => expect(await firm.ledger()).toHaveLength(1));
  const { accountId } = firm;
  return {
    firm,
    told: () => licensing.bus.request(tellSeatRepairs, { accountId }),
    repair: (contract: typeof claimSeats | typeof freeSeats, userId: string) =>
      licensing.bus.request(contract, { accountId, userId, by: RECONCILIATION, products: ['core'] }),
  };
};

describe('what reconciliation did', () => {
  it('is told for thirty days, the last first, each as the line of the ledger that it is; what people do is not', async () => {
    const { firm, told, repair } = await bought(5);
    const [ann, ben] = [newId('usr'), newId('usr')];
    await firm.claim(ann);
    await firm.free(ann);
    await repair(claimSeats, ben);
    clock.advance(60_000);
    await repair(freeSeats, ben);
    await eventually(async () => expect((await told()).repairs.items).toHaveLength(2));
    const { repairs, products } = await told();
    expect(repairs).toMatchObject({
      items: [
        { kind: 'freed', cause: 'seat-without-user', userId: ben, product: 'core' },
        { kind: 'claimed', cause: 'user-without-seat', userId: ben, product: 'core' },
      ],
      more: false,
    });
    const lines = new Map((await firm.ledger()).map((line) => [line.id, line]));
    for (const { id, at, kind, seatId } of repairs.items)
      expect(lines.get(id)).toMatchObject({ at, kind, cause: { actor: RECONCILIATION, seatId } });
    expect(products).toEqual([{ product: 'core', held: 0, purchased: 5, purchasedByLedger: 5 }]);

    clock.advance(30 * 86_400_000 - 30_000);
    expect((await told()).repairs.items).toMatchObject([{ kind: 'freed' }]);
  });

  it('is told up to a hundred, with a word that there is more', async () => {
    const { firm, told } = await bought(1);
    const { db } = licensing.get<Connection>(MONGO_CONNECTION);
    const line = (n: number) => ({
      _id: `${firm.accountId}/evt_${n}`,
      accountId: firm.accountId,
      version: 1,
      eventId: `evt_${n}`,
      at: clock.now(),
      product: 'core',
      kind: 'freed',
      purchased: 0,
      used: -1,
      actor: RECONCILIATION,
    });
    const lines = Array.from({ length: 101 }, (_, n) => line(n));
    await db!.collection<{ _id: string }>('ledger').insertMany(lines);
    const { repairs } = await told();
    expect(repairs.items).toHaveLength(100);
    expect(repairs.more).toBe(true);
  });
});

it('seats that the ledger knows nothing of show as a difference of both sums', async () => {
  const { firm, told } = await bought(3);
  const { db } = licensing.get<Connection>(MONGO_CONNECTION);
  await db!.collection('seats').deleteOne({ accountId: firm.accountId, state: 'free' });
  expect((await told()).products).toEqual([{ product: 'core', held: 0, purchased: 2, purchasedByLedger: 3 }]);
});
