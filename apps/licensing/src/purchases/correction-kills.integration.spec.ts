import { bookReduction } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { Firm } from '../../testing/firm.js';
import { PATIENCE_MS, useLicensingProcesses } from '../../testing/licensing-process.js';
import { Shop } from '../../testing/shop.js';

const processes = useLicensingProcesses();

it.each([
  [
    'fewer',
    3,
    [
      'licensing.correction.afterNote',
      'licensing.correction.afterSubscription',
      'licensing.reduction.afterSeat#2',
      'licensing.correction.afterReduction',
    ],
    -4,
  ],
  ['more', 9, ['licensing.purchase.afterSeats', 'licensing.purchase.afterApplied'], 2],
])(
  'an order is corrected to %s once though every process that does it is killed',
  async (_case, seats, deaths, quantity) => {
    const first = processes().start();
    const firm = new Firm(processes().peer);
    await eventually(() => firm.open(), PATIENCE_MS);
    const shop = new Shop(processes().peer, firm);
    const { id } = await shop.buy({ items: [{ product: 'core', seats: 7 }], period: 'month' });
    await first.kill();

    const commandId = newId('cmd');
    const correcting = eventually(() => shop.correct(id, seats, { commandId }), PATIENCE_MS);
    for (const point of deaths)
      expect([point, await processes().start(point).ended]).toEqual([point, 'SIGKILL']);
    processes().start();
    expect(await correcting).toMatchObject({
      purchase: { seats, corrections: [{ from: 7, to: seats }] },
      counts: { purchased: seats, free: seats },
    });
    await eventually(
      async () =>
        expect((await firm.ledger()).map(({ kind, purchased }) => [kind, purchased])).toEqual([
          ['corrected', quantity],
          ['purchased', 7],
        ]),
      PATIENCE_MS,
    );
    // What is subscribed to has followed, once.
    const { accountId, by } = firm;
    const tooMany = { accountId, by, product: 'core', reductionId: newId('red') };
    await expect(
      processes().peer.bus.request(bookReduction, {
        ...tooMany,
        reduction: { seats: seats + 1, when: 'renewal' },
      }),
    ).rejects.toMatchObject({ code: 'validation-failed', members: { subscribed: seats } });
  },
  180_000,
);
