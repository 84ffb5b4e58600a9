import {
  type EventContract,
  type getInvoiceMail,
  invoiceIssued,
  invoiceOverdue,
  type Output,
  renewalDeclined,
  systemActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';

const mails = useBillingMails(2);
const { one } = mails;
const buyer = (locale = 'en') => mails.buyer({ locale }).sendTo;

const overdue = {
  number: 'INV-000012',
  grossMinor: 123_450,
  currency: 'EUR',
  dueAt: '2030-01-01T00:00:00.000Z',
  status: 'overdue' as const,
  isFrozen: false,
};

/** A firm with an invoice, and the event that tells of it. */
function firmWith(
  invoice: Output<typeof getInvoiceMail>,
  contract: EventContract = invoiceOverdue,
  more: object = { reminder: 1 },
) {
  const accountId = newId('acc');
  const invoiceId = newId('ivc');
  mails.licensing.invoices.set(accountId, invoice);
  const { number, grossMinor, currency, dueAt } = invoice;
  const actor = systemActor('dunning');
  const data = { accountId, actor, invoiceId, number, grossMinor, currency, dueAt, ...more };
  return mails.told(contract, invoiceId, data);
}

/** Kinds of spaces change with the version of the language data. */
const words = (text = '') => text.replace(/\s+/g, ' ');

describe('an invoice that is overdue', () => {
  it('is reminded of once however often the event comes, with what follows, to whoever may order', async () => {
    const [ada, bea] = [buyer(), buyer('fr')];
    const { tell, states } = firmWith({ ...overdue, freezesAt: '2030-01-22T00:00:00.000Z' });
    await Promise.all([tell(), tell(), tell()]);
    const english = await one(ada);
    expect(english.subject).toBe('Invoice INV-000012 of Acme is overdue');
    expect(words(english.text)).toContain('over €1,234.50 was due on January 1, 2030');
    expect(words(english.text)).toContain('If it is not paid by January 22, 2030, nobody new gets a seat');
    const french = await one(bea);
    expect(french.subject).toBe('Acme\u00a0: la facture INV-000012 est en retard');
    expect(words(french.text)).toContain('1 234,50 € était à payer pour le 1er janvier 2030');
    await eventually(async () => expect(await states()).toEqual(['sent', 'sent']));
  });

  it('says what has come of it, or nothing of it where nothing follows', async () => {
    const frozen = buyer();
    await firmWith({ ...overdue, isFrozen: true }).tell();
    expect((await one(frozen)).text).toContain('Until it is paid, nobody new gets a seat');
    mails.office.peer.buyers.clear();
    const free = buyer();
    await firmWith(overdue).tell();
    expect((await one(free)).text).not.toContain('nobody new');
  });

  it('is not reminded of when it was paid before the mail went out', async () => {
    buyer();
    const { tell, states } = firmWith({ ...overdue, status: 'paid' });
    await tell();
    await eventually(async () => expect(await states()).toEqual(['cancelled']));
  });
});

it('a new invoice is told of with its amount and its day, unless it was paid before the mail went out', async () => {
  const [ada, bea] = [buyer(), buyer('fr')];
  const order = { orderId: newId('ord') };
  await firmWith({ ...overdue, status: 'open' }, invoiceIssued, order).tell();
  const english = await one(ada);
  expect(english.subject).toBe('Invoice INV-000012 for Acme');
  expect(words(english.text)).toContain('INV-000012 over €1,234.50, due on January 1, 2030');
  expect((await one(bea)).subject).toBe('Acme\u00a0: facture INV-000012');
  const paid = firmWith({ ...overdue, status: 'paid' }, invoiceIssued, order);
  await paid.tell();
  await eventually(async () => expect(await paid.states()).toEqual(['cancelled', 'cancelled']));
});

describe('a renewal that is charged to the saved card', () => {
  const order = { orderId: newId('ord') };
  const renewal = { status: 'completed' as const, grossMinor: 123_450, currency: 'EUR', refundedMinor: 0 };

  it('has no mail of its invoice, and one that cannot be overlooked when the card was declined', async () => {
    const [ada, bea] = [buyer(), buyer('fr')];
    const issued = firmWith({ ...overdue, status: 'open' }, invoiceIssued, { ...order, byCard: true });
    await issued.tell();
    const declined = firmWith({ ...overdue, status: 'open' }, renewalDeclined, {
      ...order,
      reason: 'declined',
    });
    await Promise.all([declined.tell(), declined.tell()]);
    const english = await one(ada);
    expect(english.subject).toBe('The saved card of Acme could not be charged');
    expect(words(english.text)).toContain(
      'It is not tried again. Please pay invoice INV-000012 by January 1, 2030',
    );
    expect((await one(bea)).subject).toMatch(/^Acme\s: la carte enregistrée n’a pas pu être débitée$/);
    await eventually(async () => expect(await declined.states()).toEqual(['sent', 'sent']));
    expect(await issued.states()).toEqual([]);
  });

  it('has none either when it was paid before the mail went out', async () => {
    buyer();
    const declined = firmWith({ ...overdue, status: 'paid' }, renewalDeclined, {
      ...order,
      reason: 'declined',
    });
    await declined.tell();
    await eventually(async () => expect(await declined.states()).toEqual(['cancelled']));
  });

  it('has a mail of each try that another one follows, with its day, and only that', async () => {
    const [ada, bea] = [buyer(), buyer('fr')];
    const nextTryAt = '2029-12-05T09:00:00.000Z';
    const declined = firmWith({ ...overdue, status: 'open' }, renewalDeclined, {
      ...order,
      reason: 'declined',
      nextTryAt,
    });
    mails.licensing.orders.set(declined.accountId, { ...renewal, nextTryAt });
    await Promise.all([declined.tell(), declined.tell()]);
    const english = await one(ada);
    expect(english.subject).toBe('The saved card of Acme was declined, and is tried again');
    expect(words(english.text)).toContain('It is tried again on December 5, 2029');
    expect(english.text).toContain('/licences?view=orders');
    const french = await one(bea);
    expect(french.subject).toMatch(/^Acme\s: la carte enregistrée a été refusée, un nouvel essai suivra$/);
    expect(words(french.text)).toContain('Un nouvel essai aura lieu le 5 décembre 2029');
    await eventually(async () => expect(await declined.states()).toEqual(['sent', 'sent']));
  });

  it.each([
    ['it was paid', 'paid', { nextTryAt: '2029-12-05T09:00:00.000Z' }],
    ['nothing is tried any more', 'open', {}],
  ] as const)('has no mail of a next try when %s before that went out', async (_case, status, more) => {
    buyer();
    const declined = firmWith({ ...overdue, status }, renewalDeclined, {
      ...order,
      reason: 'declined',
      nextTryAt: '2029-12-05T09:00:00.000Z',
    });
    mails.licensing.orders.set(declined.accountId, { ...renewal, ...more });
    await declined.tell();
    await eventually(async () => expect(await declined.states()).toEqual(['cancelled']));
  });
});
