import { createHash } from 'node:crypto';
import { eventually, PaymentServer } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { importRecords, recordsOf } from './import-records.js';
import { pdfOf, type Pdf } from './pdf.js';
import { ownStack } from './stack.js';

let stripe: PaymentServer;
beforeAll(async () => {
  stripe = await PaymentServer.start();
});
const stack = ownStack(() => ({
  STRIPE_SECRET_KEY: stripe.key,
  STRIPE_API_URL: stripe.url,
  PAYMENT_REPORT_SECRETS: stripe.webhookSecret,
  TAX_BASIS_POINTS: '1900',
  SELLER_NAME: 'Sièges & Cie',
  SELLER_ADDRESS: '12 rue de l’Église; 75001 Paris',
  SELLER_TAX_NUMBER: 'FR12345678901',
}));
afterAll(() => stripe.stop());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const words = (pdf: Pdf) => pdf.text.replace(/[\u00a0\u202f\s]+/g, ' ');
const money = (locale: string, minor: number) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' })
    .format(minor / 100)
    .replace(/[\u00a0\u202f]/g, ' ');

const tell = async ({ body, headers }: ReturnType<PaymentServer['end']>) =>
  expect(
    await call(stack().info().gateway, 'POST', '/v1/webhooks/billing/stripe', undefined, {
      raw: body,
      headers,
    }),
  ).toMatchObject({ status: 200 });

/** Orders, pays, and has the invoice. */
async function invoiced(firm: Firm) {
  const { body } = await firm.call('POST', '/v1/orders', {
    items: [{ product: 'core', plan: 'premium', seats: 12, modules: ['client-portal'], addons: ['outlook'] }],
  });
  await firm.call('POST', `/v1/orders/${body.id}/checkout`, { provider: 'stripe' });
  await tell(stripe.end(body.id, 'paid'));
  await eventually(async () => expect((await firm.get('/v1/invoices')).items).toHaveLength(1));
  const { items } = await firm.get('/v1/invoices');
  return firm.get(`/v1/invoices/${items[0].id}`);
}

it.each(['en', 'fr-CA'])(
  'an invoice in %s is a tagged document with the figures of the JSON',
  async (locale) => {
    const name = 'Maïté & Søren (李) — “javascript:alert(1)”';
    const firm = await Firm.signUp(stack(), { locale, name });
    const invoice = await invoiced(firm);
    expect(invoice).toMatchObject({ recipient: { name: expect.stringContaining('Maïté') } });
    const pdf = await pdfOf(firm, `/v1/invoices/${invoice.id}?format=pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="${invoice.number}.pdf"`);
    expect(pdf.info).toMatchObject({
      Language: locale.slice(0, 2),
      Title: expect.stringContaining(invoice.number),
    });
    expect(pdf.tags.slice(0, 4)).toEqual(['Document', 'H1', 'Table', 'TR']);
    expect(pdf.tags.filter((tag) => tag === 'TR')).toHaveLength(7 + 1 + invoice.lines.length + 3);

    const text = words(pdf);
    for (const part of ['Sièges & Cie', '75001 Paris', 'FR12345678901', 'Maïté & Søren'])
      expect(text).toContain(part);
    for (const { amountMinor, quantity } of invoice.lines) {
      expect(text).toContain(money(locale, amountMinor));
      if (quantity !== undefined) expect(text).toContain(String(quantity));
    }
    for (const minor of [invoice.netMinor, invoice.taxMinor, invoice.grossMinor])
      expect(text).toContain(money(locale, minor));
    expect(text).toContain(locale === 'en' ? 'Paid, on' : 'Payée le');

    // The same contents are the same bytes; others are others.
    const again = await pdfOf(firm, `/v1/invoices/${invoice.id}?format=pdf`);
    expect(sha256(again.bytes)).toBe(sha256(pdf.bytes));
    await tell(stripe.refund(invoice.orderId, 1_234));
    await eventually(async () => {
      const refunded = words(await pdfOf(firm, `/v1/invoices/${invoice.id}?format=pdf`));
      expect(refunded).toContain(money(locale, 1_234));
      expect(refunded).toContain(locale === 'en' ? 'paid back in part' : 'remboursée en partie');
    });

    // Somebody else's invoice is nobody's, as a document too.
    const other = await Firm.signUp(stack());
    expect(await other.call('GET', `/v1/invoices/${invoice.id}?format=pdf`)).toMatchObject({ status: 404 });
    expect(await firm.call('GET', `/v1/invoices/${invoice.id}?format=docx`)).toMatchObject({ status: 422 });
  },
);

it('the report of a leaving as a document states the hash of the JSON that stands in the sealed log', async () => {
  const firm = await Firm.withSeats(stack(), 5, { locale: 'fr' });
  const [leaver, bob] = [await firm.join(firm.person('leaver')), await firm.join(firm.person('bob'))];
  await importRecords(firm, recordsOf(leaver, 7));
  const path = `/v1/users/${leaver.id}/offboarding`;
  await firm.call('POST', path, { reassign: { to: bob.id }, reason: 'Départ' });
  await eventually(async () => expect((await firm.get(path)).hash).not.toBeNull(), 30_000);
  const { hash, report } = await firm.get(path);
  const pdf = await pdfOf(firm, `${path}?format=pdf`);
  const text = words(pdf);
  expect(text).toContain(hash);
  expect(text).toContain(`${bob.firstName} ${bob.lastName}`);
  expect(text).toContain(report.id);
  expect(pdf.info).toMatchObject({
    Language: 'fr',
    Title: `Départ de ${leaver.firstName} ${leaver.lastName}`,
  });
  const [entry] = (await firm.get('/v1/audit?action=identity.offboarding.finished')).items;
  expect(entry.detail.reportHash).toBe(hash);
  expect(sha256((await pdfOf(firm, `${path}?format=pdf`)).bytes)).toBe(sha256(pdf.bytes));
});

it('many documents at once are made one after another: others are answered meanwhile, and too many are told to wait', async () => {
  const firm = await Firm.signUp(stack());
  const invoice = await invoiced(firm);
  const path = `/v1/invoices/${invoice.id}`;
  const answers = await Promise.all(Array.from({ length: 12 }, () => firm.call('GET', `${path}?format=pdf`)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(3);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect(await firm.call('GET', path)).toMatchObject({ status: 200 });
});
