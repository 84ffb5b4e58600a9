import { systemActor } from '@seatkeeper/contracts';
import { begunBy, deliveryOf, note } from './deliveries.js';
import { reported } from './delivery-reports.js';
import type { Report, StoredDelivery } from './deliveries.schema.js';

const [now, before, after] = ['10:00', '09:00', '11:00'].map(
  (time) => new Date(`2026-06-30T${time}:00Z`),
) as [Date, Date, Date];
const to = { name: 'Ann Ang', address: 'ann@acme.example' };
const due = { accountId: 'acc_00000001', actor: systemActor('test'), userId: 'usr_00000001', sendTo: 'x' };
const sender = { name: '', address: 'no-reply@seatkeeper.example' };
const fresh = deliveryOf(
  { kind: 'invitation' },
  due,
  { invitationId: 'inv_00000001' },
  { id: 'e', source: 's' },
  sender,
  before,
);
const mail = (change: Partial<StoredDelivery> = {}): StoredDelivery => ({
  ...fresh,
  version: 1,
  state: 'sent',
  attempts: 1,
  to,
  ...change,
});
const report = (kind: Report['kind'], at = now): Report => ({ kind, at, words: '550 No' });
const become = (delivery: StoredDelivery, given: Report) => reported(delivery, given, now, 90);

const held = { ...begunBy(fresh, before), version: 1 };
/** How the attempt ended. */
const answered = (
  said: { kind: 'sent' | 'refused'; answer: string; noMailbox?: true },
  delivery: StoredDelivery = held,
) =>
  note(delivery, held.lease?.fence, { reached: true, to, ...said }, now, { random: () => 0, keptDays: 90 });

describe('a report of a mail', () => {
  it.each(['sent', 'queued', 'failed'] as const)('that is %s and came back makes it bounced', (state) => {
    const change = become(mail({ state }), report('hard-bounce'));
    expect(change).toMatchObject({
      update: {
        set: { state: 'bounced', report: { kind: 'hard-bounce', words: '550 No' } },
        unset: ['lease'],
      },
      events: [
        {
          data: {
            deliveryId: fresh._id,
            invitationId: 'inv_00000001',
            report: 'hard-bounce',
            address: to.address,
          },
        },
      ],
    });
  });

  it.each([
    ['a complaint, which leaves it sent', mail(), 'complaint'],
    ['one that was cancelled since', mail({ state: 'cancelled' }), 'hard-bounce'],
    ['one that was suppressed since', mail({ state: 'suppressed' }), 'hard-bounce'],
  ] as const)('is noted and changes no state: %s', (_case, delivery, kind) => {
    const change = become(delivery, report(kind));
    expect(change?.update.set).toEqual({ report: expect.objectContaining({ kind }) });
    expect(change?.events).toHaveLength(1);
  });

  it.each([
    [
      'that comes twice',
      mail({ state: 'bounced', report: report('hard-bounce') }),
      report('hard-bounce', after),
    ],
    [
      'of less weight than the one before',
      mail({ state: 'bounced', report: report('hard-bounce') }),
      report('soft-bounce'),
    ],
    [
      'of an attempt before it was sent once more',
      mail({ retried: { at: now, attempts: 1 } }),
      report('hard-bounce', before),
    ],
    ['of the very moment', mail({ retried: { at: now, attempts: 1 } }), report('hard-bounce', now)],
    ['of one that was never handed over', mail({ attempts: 0, state: 'queued' }), report('hard-bounce')],
  ])('%s changes nothing', (_case, delivery, given) => {
    expect(become(delivery, given)).toBeNull();
  });

  it('that a mailbox is gone comes before one that it was full', () => {
    const full = mail({ state: 'bounced', report: report('soft-bounce', before) });
    expect(become(full, report('hard-bounce'))?.update.set).toMatchObject({
      report: { kind: 'hard-bounce' },
    });
  });

  it('that comes before the server’s own word leaves it to who notes that to say where the mail had gone', () => {
    const sending = { ...held, to: { name: 'Ann Ang', address: 'old@acme.example' } };
    const change = become(sending, report('hard-bounce'));
    expect(change?.update.set).toMatchObject({ state: 'bounced' });
    expect(change?.events).toMatchObject([{ data: { report: 'hard-bounce' } }]);
    expect(change?.events[0]?.data).not.toHaveProperty('address');
    const bounced = { ...sending, ...(change!.update.set as object) } as StoredDelivery;
    expect(answered({ kind: 'sent', answer: '250 Ok' }, bounced)).toMatchObject({
      update: { set: { to, report: { kind: 'hard-bounce', address: to.address } } },
      events: [{ name: 'notifications.delivery.reported.v1', data: { address: to.address } }],
    });
  });

  it('from the future is of now: it must not outlast the lifting of what it did', () => {
    expect(become(mail(), report('hard-bounce', after))?.update.set).toMatchObject({ report: { at: now } });
  });
});

describe('what the mail server says at once', () => {
  it('of a mailbox that is not there is a mail that came back', () => {
    const answer = '550 5.1.1 No such user';
    expect(answered({ kind: 'refused', answer, noMailbox: true })).toMatchObject({
      update: { set: { state: 'bounced', report: { kind: 'hard-bounce', words: answer, at: now } } },
      events: [{ name: 'notifications.delivery.reported.v1', data: { address: to.address, reason: answer } }],
    });
  });

  it('of the message is a mail that failed', () => {
    const change = answered({ kind: 'refused', answer: '554 5.7.1 Spam' });
    expect(change?.update.set).not.toHaveProperty('report');
    expect(change).toMatchObject({
      update: { set: { state: 'failed' } },
      events: [{ name: 'notifications.delivery.failed.v1' }],
    });
  });

  it('changes nothing once it is known that the mail came back, and from where', () => {
    const known = { ...report('hard-bounce'), address: to.address };
    const bounced = { ...held, state: 'bounced' as const, report: known };
    expect(answered({ kind: 'sent', answer: '250 Ok' }, bounced)).toBeNull();
  });
});
