import { eventually, PaymentServer, race } from '@seatkeeper/testing';
import { cardPayers } from '../../testing/card-payers.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';
import { CHARGE_MS } from '../orders/orders.js';

let stripe: PaymentServer;
beforeAll(async () => {
  stripe = await PaymentServer.start();
});
const stage = useTwoOnAClock('2027-01-31T10:00:00Z', () => ({
  STRIPE_SECRET_KEY: stripe.key,
  STRIPE_API_URL: stripe.url,
}));
const { clock } = stage;
afterAll(() => stripe.stop());
beforeEach(() => {
  stripe.isDown = false;
  stripe.cards.decision = 'declines';
});

const { firmThatPaid, renewed } = cardPayers(stage, () => stripe);
type Payer = Awaited<ReturnType<typeof firmThatPaid>>;
type Renewal = Awaited<ReturnType<typeof renewed>>;

const told = ({ id }: Renewal) => stage.listener.paid(id);
const tries = ({ id }: Renewal) => stripe.cards.triesOf(id);
const lets = (renewal: Renewal, words: string[]) => eventually(() => expect(told(renewal)).toEqual(words));
const [ON_3, ON_5, ON_7] = [3, 5, 7].map((day) => `declined, again on ${day} March`) as [
  string,
  string,
  string,
];
const at = (day: number) => clock.set(`2027-03-0${day}T09:00:00Z`);

/** The renewal of a firm whose card was declined on its day. */
async function declined(payer: Payer): Promise<Renewal> {
  const renewal = await renewed(payer);
  await lets(renewal, [ON_3]);
  return renewal;
}

describe('a card that was declined', () => {
  it('is tried again after three, five and seven days at nine, once each, and the invoice is open then as any other', async () => {
    const payer = await firmThatPaid();
    const renewal = await declined(payer);
    expect(await payer.shop.get(renewal)).toMatchObject({
      provider: 'stripe',
      payment: { state: 'open', nextTryAt: '2027-03-03T09:00:00.000Z' },
    });
    expect(await payer.firm.license()).toMatchObject({ purchased: 10, renewsAt: '2027-03-31T10:00:00.000Z' });
    at(3);
    await lets(renewal, [ON_3, ON_5]);
    at(5);
    await lets(renewal, [ON_3, ON_5, ON_7]);
    at(7);
    await lets(renewal, [ON_3, ON_5, ON_7, 'declined']);
    const after = await payer.shop.get(renewal);
    expect(after).toMatchObject({ payment: { state: 'failed', failure: 'declined' } });
    expect(after.payment).not.toHaveProperty('nextTryAt');
    expect(await payer.shop.unpaid()).toMatchObject([{ orderId: renewal.id, status: 'open' }]);
    expect(await payer.firm.license()).toMatchObject({ purchased: 10 });
    // A day after it was due it is reminded of, and by then nobody has tried once more.
    clock.set('2027-03-31T10:00:00Z');
    await eventually(() => expect(stage.listener.followed(payer.firm.accountId)).toEqual(['overdue 1']));
    expect(tries(renewal)).toEqual(['declines', 'declines', 'declines', 'declines']);
    expect(stripe.cards.of(renewal.id)).toHaveLength(1);
  });

  it('pays when its bank thinks otherwise, and is not tried any more', async () => {
    const payer = await firmThatPaid();
    const renewal = await declined(payer);
    stripe.cards.decision = 'pays';
    at(3);
    await lets(renewal, [ON_3, 'paid']);
    await eventually(async () => expect(await payer.shop.unpaid()).toEqual([]));
    const { payment } = await payer.shop.get(renewal);
    expect(payment).toEqual({ state: 'paid', refundedMinor: 0, paidAt: '2027-03-03T09:00:00.000Z' });
    at(5);
    await race(6, (n) => payer.shop.hear({ orderId: renewal.id }, stage.services[n % 2]));
    expect(tries(renewal)).toEqual(['declines', 'pays']);
  });

  it('is tried once on its day though two copies and ten reports come at once, and the report of the day before again', async () => {
    const payer = await firmThatPaid();
    const renewal = await declined(payer);
    const { id: intent } = stripe.chargeOf(renewal.id);
    at(3);
    await race(10, (n) => payer.shop.hear({ orderId: renewal.id, intent }, stage.services[n % 2]));
    await lets(renewal, [ON_3, ON_5]);
    await race(10, (n) => payer.shop.hear({ intent }, stage.services[n % 2]));
    expect(told(renewal)).toEqual([ON_3, ON_5]);
    expect(tries(renewal)).toEqual(['declines', 'declines']);
  });

  it('is tried once where nobody was there for two of its days', async () => {
    const payer = await firmThatPaid();
    const renewal = await declined(payer);
    clock.set('2027-03-06T12:00:00Z');
    await lets(renewal, [ON_3, ON_7]);
    expect(tries(renewal)).toEqual(['declines', 'declines']);
  });

  it('is tried at nine where the account is', async () => {
    const payer = await firmThatPaid();
    await payer.shop.moveTo('Pacific/Auckland');
    const renewal = await renewed(payer);
    await lets(renewal, ['declined, again on 2 March']);
    expect((await payer.shop.get(renewal)).payment?.nextTryAt).toBe('2027-03-02T20:00:00.000Z');
  });

  it('is asked for no more once it was removed: the invoice is to be paid, which is told', async () => {
    const payer = await firmThatPaid();
    const renewal = await declined(payer);
    await payer.shop.removeCard();
    at(3);
    await lets(renewal, [ON_3, 'no-card']);
    expect(tries(renewal)).toEqual(['declines']);
    expect(await payer.shop.get(renewal)).toMatchObject({ payment: { state: 'failed' } });
  });
});

describe('another card that is saved', () => {
  it('is charged at once, whether tries are left or the bank wants no more of them', async () => {
    for (const decision of ['declines', 'has-it-stolen'] as const) {
      clock.set('2027-01-31T10:00:00Z');
      stripe.cards.decision = decision;
      const payer = await firmThatPaid();
      const renewal = await renewed(payer);
      await eventually(() => expect(told(renewal)).toHaveLength(1));
      const [before] = told(renewal);
      stripe.cards.decision = 'pays';
      await payer.saveAnother();
      await lets(renewal, [before!, 'paid']);
      expect(stripe.chargeOf(renewal.id).tries.at(-1)).toMatchObject({ method: stripe.cards.last });
      expect(stripe.cards.of(renewal.id)).toHaveLength(1);
      await eventually(async () => expect(await payer.shop.unpaid()).toEqual([]));
    }
  });

  it('that is declined, too, is tried on the days that are left', async () => {
    const payer = await firmThatPaid();
    const renewal = await declined(payer);
    clock.set('2027-03-04T12:00:00Z');
    await lets(renewal, [ON_3, ON_5]);
    await payer.saveAnother();
    await lets(renewal, [ON_3, ON_5, ON_5]);
    expect(tries(renewal)).toEqual(['declines', 'declines', 'declines']);
  });
});

describe('an invoice that is paid in another way', () => {
  it('ends the tries, and nothing can be charged for it any more', async () => {
    const payer = await firmThatPaid();
    const renewal = await declined(payer);
    const [invoice] = await payer.shop.unpaid();
    await payer.shop.note(invoice!, { paid: true });
    await eventually(async () =>
      expect(await payer.shop.get(renewal)).toMatchObject({ provider: 'invoice' }),
    );
    expect(stripe.chargeOf(renewal.id)).toMatchObject({ isCanceled: true });
    at(3);
    await payer.shop.hear({ orderId: renewal.id });
    await payer.saveAnother();
    expect(tries(renewal)).toEqual(['declines']);
    expect(told(renewal)).toEqual([ON_3]);
  });
});

describe('who freezes between the note of a try and its confirmation', () => {
  it.each(['POST /v1/payment_intents/:id', 'POST /v1/payment_intents/:id/confirm'])(
    'and goes on with %s long after somebody else has tried, and Stripe has forgotten all keys, tries nothing',
    async (call) => {
      const payer = await firmThatPaid();
      const frozen = stripe.hold(call);
      const renewal = await renewed(payer);
      await frozen.arrived;
      await eventually(() => {
        clock.advance(CHARGE_MS);
        expect(told(renewal)).toEqual([ON_3]);
      });
      stripe.forgetKeys();
      frozen.release();
      stripe.cards.decision = 'pays';
      await payer.shop.hear({ orderId: renewal.id });
      await eventually(() => expect(stripe.isIdle).toBe(true));
      expect(tries(renewal)).toEqual(['declines']);
      expect(told(renewal)).toEqual([ON_3]);
      at(3);
      await lets(renewal, [ON_3, 'paid']);
      expect(tries(renewal)).toEqual(['declines', 'pays']);
    },
  );
});
