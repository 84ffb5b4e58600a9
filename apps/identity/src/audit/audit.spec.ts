import { auditEntry, isAudited } from './audit.js';

const accountId = 'acc_harbourlane';
const actor = { type: 'user', id: 'usr_adaquill' };
const event = (type: string, subject?: string) => ({
  id: 'evt-1',
  type,
  time: '2026-11-22T06:00:00Z',
  ...(subject && { subject }),
});

const user = { id: 'usr_liamosei', username: 'liam@firm.example', status: 'active', passwordHash: 'secret' };
const seat = { accountId, actor, product: 'core', seatId: 'inv_1:4', userId: 'usr_liamosei' };
const run = { id: 'rea_harbourlane', from: 'usr_liamosei', state: 'finished', progress: { total: 12 } };

describe('the audit entry of an event', () => {
  it('says when, who, what, to what and what changed', () => {
    const changes = [{ field: 'title', before: null, after: 'Partner' }];
    const data = { accountId, actor, user, changes };
    expect(auditEntry(data, event('identity.user.updated.v1', 'usr_liamosei'))).toEqual({
      _id: 'evt-1',
      accountId,
      at: new Date('2026-11-22T06:00:00Z'),
      actor,
      action: 'identity.user.updated',
      target: { kind: 'user', id: 'usr_liamosei' },
      users: ['usr_liamosei'],
      changes,
      detail: { username: 'liam@firm.example', status: 'active' },
    });
  });

  it('says of an event that an operator has handled again what it is, whose, and which service could not handle it', () => {
    const about = {
      service: 'licensing',
      eventType: 'billing.seats.purchased',
      customerAccountId: 'acc_customer',
    };
    const data = { accountId, actor, deadLetterId: 'evt-8841', ...about, reason: 'It is mended.' };
    expect(auditEntry(data, event('gateway.dead-letter.replay-asked.v1', 'evt-8841'))).toMatchObject({
      target: { kind: 'dead-letter', id: 'evt-8841' },
      detail: { ...about, reason: 'It is mended.' },
    });
  });

  it.each([
    ['identity.user.invited.v1', { user }, { kind: 'user', id: 'usr_liamosei' }, ['usr_liamosei']],
    [
      'identity.account.updated.v1',
      { account: { name: 'A', slug: 'a' } },
      { kind: 'account', id: accountId },
      [],
    ],
    ['identity.group.created.v1', { group: { name: 'Hosts' } }, { kind: 'group', id: 'the-subject' }, []],
    [
      'identity.session.started.v1',
      { userId: 'usr_liamosei', sessionId: 'ses_1' },
      { kind: 'session', id: 'ses_1' },
      [],
    ],
    [
      'identity.invitation.issued.v1',
      { userId: 'usr_liamosei', invitationId: 'inv_1' },
      { kind: 'invitation', id: 'inv_1' },
      ['usr_liamosei'],
    ],
    ['identity.import.finished.v1', {}, { kind: 'import', id: 'the-subject' }, []],
    ['licensing.seat.claimed.v1', seat, { kind: 'seat', id: 'inv_1:4' }, ['usr_liamosei']],
    [
      'licensing.seat.swapped.v1',
      { ...seat, previousUserId: 'usr_before' },
      { kind: 'seat', id: 'inv_1:4' },
      ['usr_liamosei', 'usr_before'],
    ],
    ['licensing.seats.purchased.v1', { purchaseId: 'inv_1' }, { kind: 'purchase', id: 'inv_1' }, []],
    [
      'reassignment.run.finished.v1',
      { reassignment: run },
      { kind: 'reassignment', id: 'rea_harbourlane' },
      ['usr_liamosei'],
    ],
    [
      'notifications.webhook-endpoint.disabled.v1',
      { webhook: { origin: 'https://hooks.example', url: 'https://hooks.example/secret' }, reason: 'gone' },
      { kind: 'webhook-endpoint', id: 'the-subject' },
      [],
    ],
    ['licensing.something.else.v12', {}, { kind: 'something', id: 'the-subject' }, []],
  ])('%s names its target and the users it concerns', (type, data, target, users) => {
    const entry = auditEntry({ accountId, actor, ...data }, event(type, 'the-subject'));
    expect(entry).toMatchObject({ target, users });
    expect(JSON.stringify(entry)).not.toContain('secret');
  });

  it.each([
    ['without an account', { actor }],
    ['with an operator as account', { accountId: { $gt: '' }, actor }],
    ['without an actor', { accountId }],
    ['that is no object', 'hello'],
  ])('is refused for an event %s', (_case, data) => {
    expect(() => auditEntry(data, event('identity.user.updated.v1'))).toThrow(
      expect.objectContaining({ code: 'validation-failed' }),
    );
  });
});

const done = { accountId: 'acc_harbourlane', actor: { type: 'user', id: 'usr_annannann' } };
const told = { accountId: 'acc_harbourlane' };

it.each([
  ['of identity', 'identity.user.updated.v1', done, true],
  ['of identity that has to say who did it and does not', 'identity.user.updated.v1', told, true],
  ['of licensing', 'licensing.seat.claimed.v1', done, true],
  ['of a newer version of a service', 'reassignment.run.renamed.v1', done, true],
  ['about mails', 'notifications.delivery.sent.v1', done, false],
  ['about mails, of a newer version', 'notifications.delivery.bounced.v1', told, false],
  ['about a mail that somebody had sent again', 'notifications.delivery.retried.v1', done, true],
  ['of a billing system', 'billing.seats.purchased', done, false],
  ['of somebody else', 'weather.storm.seen.v1', done, false],
])('an event %s has an entry or not: %s', (_case, type, data, audited) => {
  expect(isAudited(type, data)).toBe(audited);
});
