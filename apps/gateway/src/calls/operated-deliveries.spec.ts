import type { Delivery } from '@seatkeeper/contracts';
import { forOperators } from './operated-deliveries.js';

const at = '2026-11-30T09:00:00.000Z';
const mail: Delivery = {
  id: 'dlv_3kq9z7w1m5x8b2n4v6c0d',
  kind: 'invitation',
  userId: 'usr_3kq9z7w1m5x8b2n4v6c0d',
  to: { name: 'Zoé Arnaud', address: 'zoe.arnaud+work@harbour.example' },
  actor: { type: 'system', id: 'invitations' },
  state: 'bounced',
  suppressed: null,
  report: {
    kind: 'hard-bounce',
    at,
    words: '550 5.1.1 <Zoe.Arnaud+work@harbour.example>: unknown, ask postmaster@harbour.example',
  },
  messageId: '<dlv_3kq9z7w1m5x8b2n4v6c0d@seatkeeper.example>',
  through: 'product',
  attempts: 1,
  lastAttempt: { at, through: 'product', outcome: 'sent', answer: '250 zoe.arnaud+work@harbour.example ok' },
  nextAttemptAt: null,
  createdAt: at,
  finishedAt: at,
};

it('an operator sees what became of a mail, and neither the name nor the address of the person', () => {
  const seen = forOperators(mail);
  expect(seen).toMatchObject({
    id: mail.id,
    userId: mail.userId,
    state: 'bounced',
    domain: 'harbour.example',
  });
  expect(seen.report?.words).toBe('550 5.1.1 <…@harbour.example>: unknown, ask …@harbour.example');
  expect(seen.lastAttempt?.answer).toBe('250 …@harbour.example ok');
  expect(JSON.stringify(seen)).not.toMatch(/zo[ée]|arnaud/i);
});

it('a mail that was not tried yet has no domain and no words', () => {
  const seen = forOperators({ ...mail, to: null, report: null, lastAttempt: null });
  expect(seen).toMatchObject({ domain: null, report: null, lastAttempt: null });
});
