import { Fault } from '@seatkeeper/contracts';
import { eventually, type TestService } from '@seatkeeper/testing';
import fc from 'fast-check';
import { Firm, startTwo, userIds } from '../../testing/firm.js';

let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo());
});
afterAll(() => close());

/** What somebody does next: buys, cancels, takes or gives back so many seats. */
const anyStep = fc.record({
  act: fc.constantFrom('buy' as const, 'cancel' as const, 'claim' as const, 'free' as const),
  seats: fc.integer({ min: 1, max: 4 }),
});

/** Does the steps one after the other, and compares the seats after each with a sum that is kept beside them. */
async function walk(steps: readonly { act: 'buy' | 'cancel' | 'claim' | 'free'; seats: number }[]) {
  const firm = await new Firm(services[0]!).open();
  const bought: { purchaseId: string; left: number }[] = [];
  const holders: string[] = [];
  let purchased = 0;
  let reducedInto = false;
  for (const { act, seats } of steps) {
    if (act === 'buy') {
      const purchase = firm.purchase(seats);
      await firm.publish(purchase);
      bought.push({ purchaseId: purchase.purchaseId, left: seats });
      purchased += seats;
    } else if (act === 'cancel') {
      const purchase = bought.find(({ left }) => left >= seats);
      if (!purchase) continue;
      await firm.publishCancelled(firm.cancellation(purchase.purchaseId, seats));
      purchase.left -= seats;
      purchased -= seats;
    } else if (act === 'free') {
      for (const user of holders.splice(0, seats)) await firm.free(user);
    } else {
      const wanted = userIds(seats);
      const answers = await Promise.all(
        wanted.map((user) => firm.claim(user).catch((error: unknown) => error)),
      );
      const refused = answers.filter((answer) => answer instanceof Fault);
      expect(refused).toHaveLength(Math.max(0, seats - Math.max(0, purchased - holders.length)));
      holders.push(...wanted.filter((_, n) => !(answers[n] instanceof Fault)));
    }
    const over = Math.max(0, holders.length - purchased);
    // Only a reduction leads there; nothing that is claimed does.
    if (over > 0 && !reducedInto) expect(act).toBe('cancel');
    reducedInto = over > 0;
    await eventually(async () => {
      const license = await firm.license();
      expect({ purchased: license?.purchased ?? 0, used: license?.used ?? 0 }).toEqual({
        purchased,
        used: holders.length,
      });
      expect(license?.overAllocated ?? 0).toBe(over);
      expect(license?.graceEndsAt !== undefined).toBe(over > 0);
    }, 20_000);
  }
}

it('no more seats are held than purchased unless a reduction left fewer, whatever is bought, cancelled, taken and given back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 14 }), (steps) => walk(steps)),
    { numRuns: 15, endOnFailure: true },
  );
}, 240_000);
