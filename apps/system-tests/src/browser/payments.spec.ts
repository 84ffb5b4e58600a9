import { eventually, PaymentServer } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { call } from '../http.js';
import { ownStack } from '../stack.js';
import { barriers, Person, picture, signIn, useBrowser } from './browser.js';

let stripe: PaymentServer;
beforeAll(async () => {
  stripe = await PaymentServer.start();
});
const stack = ownStack(() => ({
  STRIPE_SECRET_KEY: stripe.key,
  STRIPE_API_URL: stripe.url,
  PAYMENT_REPORT_SECRETS: stripe.webhookSecret,
}));
const browser = useBrowser();
afterAll(() => stripe.stop());

const reports = () => `${stack().info().gateway}/v1/webhooks/billing/stripe`;
const quoteFor = async (firm: Firm, seats: number) =>
  (await firm.call('POST', '/v1/orders', { items: [{ product: 'core', seats }] })).body;

it.each(['en', 'fr'] as const)(
  'seats are paid at once, and are there when the buyer comes back (%s)',
  async (locale) => {
    stripe.reportsTo = reports();
    const firm = await Firm.signUp(stack(), { locale });
    const words = {
      en: { price: 'See the price', pay: 'Pay now', paid: 'The order is paid' },
      fr: { price: 'Voir le prix', pay: 'Payer maintenant', paid: 'La commande est payée' },
    }[locale];
    const ada = await Person.at(browser(), stack().info().gateway, { language: locale });
    const page = await ada.open('/licences?do=buy&seats=3');
    await signIn(page, firm, firm.admin.username);
    await page.getByRole('button', { name: words.price }).click();
    const pay = page.getByRole('button', { name: words.pay });
    await pay.waitFor();
    await picture(page, `payments-quote-${locale}`);
    expect(await barriers(page)).toEqual([]);

    await pay.click();
    await page.getByText('3 seats of core').waitFor();
    expect((await firm.license()).purchased).toBe(5);
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByText(words.paid).waitFor();
    await picture(page, `payments-paid-${locale}`);
    expect(await barriers(page)).toEqual([]);

    expect((await firm.license()).purchased).toBe(8);
    const { items } = await firm.get('/v1/invoices');
    expect(items).toMatchObject([{ status: 'paid', grossMinor: 8_700 }]);
    await eventually(async () => {
      const log = await firm.get('/v1/audit?action=licensing.order.paid');
      expect(log.items).toMatchObject([{ actor: { type: 'system', id: 'payments' } }]);
    });
    // Nothing else of the console asks anybody else.
    expect(ada.misdeeds.filter((one) => !one.startsWith(`asks ${stripe.url}/`))).toEqual([]);
    await ada.leave();
  },
  120_000,
);

it.each(['en', 'fr'] as const)(
  'the card that seats are paid by is saved by who ticks that, shown, and removed again (%s)',
  async (locale) => {
    stripe.reportsTo = reports();
    const firm = await Firm.signUp(stack(), { locale });
    const words = {
      en: {
        price: 'See the price',
        save: 'Save the card I pay with',
        pay: 'Pay now',
        paid: 'The order is paid',
        close: 'Close',
        pays: /^Renewals are charged to visa •••• \d{4}, valid until 12\/2035$/,
        remove: 'Remove card',
      },
      fr: {
        price: 'Voir le prix',
        save: 'Enregistrer la carte avec laquelle je paie',
        pay: 'Payer maintenant',
        paid: 'La commande est payée',
        close: 'Fermer',
        pays: /^Les renouvellements sont débités sur visa •••• \d{4}, valable jusqu’au 12\/2035$/,
        remove: 'Retirer la carte',
      },
    }[locale];
    const ada = await Person.at(browser(), stack().info().gateway, { language: locale });
    const page = await ada.open('/licences?do=buy&seats=3');
    await signIn(page, firm, firm.admin.username);
    await page.getByRole('button', { name: words.price }).click();
    // What the eye sees as a box is the label around it.
    await page.getByText(words.save).click();
    expect(await page.getByRole('checkbox', { name: words.save }).isChecked()).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: words.pay }).click();
    await page.getByText('3 seats of core').waitFor();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByText(words.paid).waitFor();
    await page.getByRole('button', { name: words.close }).last().click();
    await page.getByText(words.pays).waitFor();
    await picture(page, `payments-card-${locale}`);
    expect(await barriers(page)).toEqual([]);
    const { card } = await firm.get('/v1/payment-method');
    expect(card).toMatchObject({ brand: 'visa', expired: false });
    expect(stripe.cards.isKept(card.last4)).toBe(true);

    await page.getByRole('button', { name: words.remove }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.remove }).click();
    await page.getByText(words.pays).waitFor({ state: 'detached' });
    expect(await firm.get('/v1/payment-method')).toEqual({ card: null });
    expect(stripe.cards.isKept(card.last4)).toBe(false);
    expect(ada.misdeeds.filter((one) => !one.startsWith(`asks ${stripe.url}/`))).toEqual([]);
    await ada.leave();
  },
  120_000,
);

it('who leaves the page without paying finds the way back to it, and a bank that says no is said so', async () => {
  stripe.reportsTo = undefined;
  const firm = await Firm.signUp(stack());
  const { id } = await quoteFor(firm, 2);
  const ordered = await firm.call('POST', `/v1/orders/${id}/checkout`, { provider: 'stripe' });
  expect(ordered).toMatchObject({
    status: 200,
    body: { status: 'awaiting-payment', checkoutUrl: stripe.urlOf(id) },
  });
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open(`/licences?do=buy&order=${id}`);
  await signIn(page, firm, firm.admin.username);
  const way = page.getByRole('link', { name: 'Go to the page to pay' });
  expect(await way.getAttribute('href')).toBe(stripe.urlOf(id));
  await picture(page, 'payments-waiting');
  expect(await barriers(page)).toEqual([]);

  const { body, headers } = stripe.end(id, 'declined');
  expect((await fetch(reports(), { method: 'POST', headers, body })).status).toBe(200);
  // Nobody has to load the page anew.
  await page.getByText('The payment was declined').waitFor();
  await picture(page, 'payments-declined');
  expect((await firm.license()).purchased).toBe(5);
  await eventually(async () => {
    const subjects = (await firm.mails(firm.admin.username)).map(({ subject }) => subject);
    expect(subjects).toContainEqual(expect.stringContaining('Payment declined'));
  }, 30_000);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);

it('what nobody at Stripe has signed changes nothing, and what was paid in vain comes back', async () => {
  stripe.reportsTo = undefined;
  const firm = await Firm.signUp(stack());
  const [first, second] = [await quoteFor(firm, 2), await quoteFor(firm, 3)];
  for (const { id } of [first, second])
    await firm.call('POST', `/v1/orders/${id}/checkout`, { provider: 'stripe' });
  const about = { object: 'checkout.session', metadata: { orderId: first.id } };
  const asked = stripe.asked.length;
  const forged = stripe.report('checkout.session.completed', about, { secret: 'whsec_of_somebody' });
  expect((await fetch(reports(), { method: 'POST', ...forged })).status).toBe(401);
  expect(stripe.asked).toHaveLength(asked);

  for (const { id } of [first, second]) {
    const report = stripe.end(id, 'paid');
    expect((await fetch(reports(), { method: 'POST', ...report })).status).toBe(200);
    // The same once more, as Stripe does now and then.
    expect((await fetch(reports(), { method: 'POST', ...report })).status).toBe(200);
  }
  expect((await firm.license()).purchased).toBe(7);
  expect(await firm.get(`/v1/orders/${second.id}`)).toMatchObject({
    status: 'outdated',
    payment: { state: 'refunded' },
  });
  expect(stripe.of(second.id).refunded).toBe(stripe.of(second.id).amount);
  const stranger = await call(stack().info().gateway, 'GET', `/v1/orders/${first.id}`);
  expect(stranger.status).toBe(401);
}, 60_000);
