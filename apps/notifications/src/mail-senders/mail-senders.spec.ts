import { userActor } from '@seatkeeper/contracts';
import {
  changed,
  isHandedOver,
  refuseSender,
  refuseTest,
  removed,
  tested,
  touched,
  type WantedSender,
} from './mail-senders.js';
import type { OwnServer, StoredMailSender } from './mail-senders.schema.js';

const now = new Date('2026-11-30T06:00:00Z');
const by = userActor('usr_00000ada');
const server: OwnServer = {
  host: 'smtp.acme.example',
  port: 587,
  security: 'starttls',
  user: 'seats',
  sealed: 'sealed before',
  from: { name: 'Acme', address: 'seats@acme.example' },
  whenFailing: 'fall-back',
  changedAt: now,
};
const stored: StoredMailSender = {
  _id: 'acc_12345678',
  accountId: 'acc_12345678',
  version: 7,
  revision: 2,
  server,
  isVerified: true,
  lastTest: { at: now, sent: true, answer: '250 Ok' },
};
const wanted = (change: Partial<WantedSender> = {}): WantedSender => ({
  host: 'smtp.acme.example',
  port: 587,
  security: 'starttls',
  user: 'seats',
  from: { name: 'Acme', address: 'seats@acme.example' },
  replyTo: null,
  perMinute: null,
  whenFailing: 'fall-back',
  ...change,
});
const seal = (password: string) => `sealed ${password.length}`;
const allowed = { plain: false, address: (host: string) => host !== '127.0.0.1' };
const after = (change: Partial<WantedSender>) => changed(stored, wanted(change), seal, by, now);

describe('what differs from the server before', () => {
  it.each([
    ['nothing', {}, []],
    ['the host', { host: 'other.example' }, ['server']],
    ['the port', { port: 25 }, ['server']],
    ['the encryption', { security: 'tls' }, ['server']],
    ['the user', { user: 'others' }, ['server']],
    ['no user', { user: null }, ['server']],
    ['a password', { password: 'new' }, ['password']],
    ['the address', { from: { name: 'Acme', address: 'a@acme.example' } }, ['from']],
    ['the name', { from: { name: 'Acme & Sons', address: 'seats@acme.example' } }, []],
    ['the rate', { perMinute: 5, whenFailing: 'hold', replyTo: 'a@acme.example' }, []],
  ] as const)('%s', (_case, change, what) => {
    expect(touched(server, wanted(change as Partial<WantedSender>))).toEqual(what);
  });

  it.each([
    [['server'], true],
    [['password'], true],
    [['from'], false],
    [[], false],
  ] as const)('%p hands the mails to somebody else: %p', (what, is) => {
    expect(isHandedOver(what)).toBe(is);
  });

  it('is all of it where there was none', () => {
    expect(isHandedOver(touched(undefined, wanted()))).toBe(true);
  });
});

describe('what cannot be set up', () => {
  it.each([
    ['all as before', {}, []],
    ['an address that nobody may reach', { host: '127.0.0.1', password: 'x' }, ['host']],
    ['no encryption', { security: 'none', password: 'x' }, ['security']],
    ['another host for the password of before', { host: 'evil.example' }, ['password']],
    ['another port for the password of before', { port: 2_525 }, ['password']],
    ['another user for the password of before', { user: 'ben' }, ['password']],
    ['less encryption for the password of before', { security: 'tls' }, ['password']],
    ['another host, and its password', { host: 'other.example', password: 'x' }, []],
    ['a password of nobody', { user: null, password: 'x' }, ['user']],
    ['nobody who signs in', { user: null }, []],
  ] as const)('%s', (_case, change, paths) => {
    const fault = refuseSender(server, wanted(change), allowed);
    expect(fault?.errors?.map(({ path }) => path) ?? []).toEqual(paths);
  });

  it('is a user without a password, where there is none from before', () => {
    expect(refuseSender(undefined, wanted(), allowed)?.errors).toEqual([
      expect.objectContaining({ path: 'password' }),
    ]);
  });
});

describe('a change', () => {
  it('that changes nothing is none', () => {
    expect(after({})).toBeNull();
  });

  it.each([
    [{ host: 'other.example', password: 'x' }],
    [{ user: 'ben', password: 'x' }],
    [{ password: 'x' }],
    [{ from: { name: 'Acme', address: 'a@acme.example' } }],
  ])('to %p voids the test that went through, and what is known of the server', (change) => {
    expect(after(change)?.update).toMatchObject({
      set: { revision: 3 },
      unset: ['isVerified', 'lastTest', 'failures', 'failing', 'testBegunAt'],
    });
  });

  it.each([[{ perMinute: 60 }], [{ whenFailing: 'hold' as const }], [{ replyTo: 'help@acme.example' }]])(
    'to %p leaves the test as it is',
    (change) => {
      expect(after(change)?.update).toMatchObject({ set: { revision: 3 }, unset: [] });
    },
  );

  it('keeps the seal of a password that stays, and drops it with its user', () => {
    expect(after({ perMinute: 5 })?.update.set?.server).toMatchObject({ sealed: 'sealed before' });
    const without = after({ user: null })?.update.set?.server;
    expect(without).not.toHaveProperty('sealed');
    expect(without).not.toHaveProperty('user');
  });

  it('tells of every field, and of a password that it is another one', () => {
    const change = after({ host: 'other.example', password: 'top secret' });
    expect(change?.events[0]?.data).toMatchObject({
      changes: [
        { field: 'host', before: 'smtp.acme.example', after: 'other.example' },
        { field: 'password', before: true, after: true },
      ],
    });
    expect(JSON.stringify(change)).not.toContain('top secret');
  });
});

it('what is removed leaves the count of its changes and nothing else', () => {
  expect(removed(stored, by, now)?.update).toEqual({
    set: { revision: 3 },
    unset: ['server', 'isVerified', 'lastTest', 'failures', 'failing', 'testBegunAt'],
  });
  const { server: _server, ...empty } = stored;
  expect(removed(empty, by, now)).toBeNull();
});

describe('a test', () => {
  const test = { at: now, sent: true, answer: '250 Ok' };

  it('that went through lets mails follow, and one that did not takes nothing away', () => {
    expect(tested(stored, 2, test, by)?.update.set).toMatchObject({ isVerified: true });
    expect(tested(stored, 2, { ...test, sent: false }, by)?.update).toEqual({
      set: { lastTest: { ...test, sent: false } },
      unset: [],
    });
  });

  it('of a server that was changed meanwhile says nothing', () => {
    expect(tested(stored, 1, test, by)).toBeNull();
  });

  it.each([
    ['none before', {}, null],
    ['one that has just ended', { begun: 1, ended: 0 }, 2],
    ['one that ended some seconds ago', { begun: 3, ended: 2 }, null],
    ['one that is under way', { begun: 1 }, 34],
    ['one of which nobody told the end', { begun: 35, ended: 40 }, null],
  ] as const)(
    'comes after %s, or has to wait',
    (_case, { begun, ended }: { begun?: number; ended?: number }, wait) => {
      const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
      const before = {
        ...(begun !== undefined && { testBegunAt: ago(begun) }),
        ...(ended !== undefined && { lastTest: { ...test, at: ago(ended) } }),
      };
      const fault = refuseTest(before, now);
      expect(fault?.members?.['retryAfter'] ?? null).toBe(wait);
    },
  );
});
