import { type MailKind, userActor } from '@seatkeeper/contracts';
import { mailKinds, mailOf } from '../kinds/mail-kinds.js';
import {
  chosen,
  type Chosen,
  refuseChoices,
  settingOf,
  switchedOff,
  toMailSettings,
} from './mail-settings.js';
import type { StoredMailSettings } from './mail-settings.schema.js';

const now = new Date('2026-11-29T08:00:00Z');
const by = userActor('usr_adaquill');
const stored = (choices: StoredMailSettings['choices'], version = 3): StoredMailSettings => ({
  _id: 'usr_benjamin',
  accountId: 'acc_harbourlane',
  version,
  choices,
});
const says = (sent: boolean) => stored([{ kind: 'seats-low', sent }]);

describe('whether mails of a kind are sent', () => {
  it.each<[string, Chosen, boolean, string, string | null]>([
    ['nobody chose', { user: null, account: null }, true, 'product', null],
    [
      'the account does without',
      { user: null, account: says(false) },
      false,
      'account',
      'switched-off-by-account',
    ],
    ['the person does without', { user: says(false), account: null }, false, 'user', 'switched-off-by-user'],
    [
      'the person wants what the account does without',
      { user: says(true), account: says(false) },
      true,
      'user',
      null,
    ],
    [
      'the person does without what the account wants',
      { user: says(false), account: says(true) },
      false,
      'user',
      'switched-off-by-user',
    ],
    [
      'the account is asked for itself',
      { account: says(false) },
      false,
      'account',
      'switched-off-by-account',
    ],
  ])('%s', (_case, given, sent, decidedBy, reason) => {
    const mail = mailOf('seats-low');
    expect(settingOf(mail, given)).toEqual({ kind: 'seats-low', optional: true, sent, decidedBy });
    expect(switchedOff(mail, given)).toBe(reason);
  });

  const always: MailKind[] = [
    'invitation',
    'invitation-reminder',
    'confirmation',
    'password-reset',
    'password-changed',
    'password-change-required',
    'sign-in-details',
    'banned',
    'unbanned',
    'deactivated',
    'second-factor-added',
    'second-factor-removed',
  ];
  it.each(always)('%s is sent, also when a choice against it lies in the database', (kind) => {
    const against = stored([{ kind, sent: false }]);
    expect(switchedOff(mailOf(kind), { user: against, account: against })).toBeNull();
    expect(refuseChoices({ [kind]: false })).toMatchObject({
      code: 'validation-failed',
      errors: [{ path: `choices.${kind}`, message: 'Mails of this kind are always sent' }],
    });
    expect(refuseChoices({ [kind]: null })).toBeNull();
  });

  it('every kind is told, once', () => {
    const { mails, choices, version } = toMailSettings(null, { user: null, account: null });
    expect(mails.map(({ kind }) => kind)).toEqual(mailKinds.map(({ kind }) => kind));
    expect({ choices, version }).toEqual({ choices: {}, version: 0 });
  });
});

describe('a choice', () => {
  it('is told with what was before, and leaves the others as they are', () => {
    const before = stored([
      { kind: 'seats-low', sent: false },
      { kind: 'seats-exhausted', sent: false },
    ]);
    const change = chosen(before, { 'seats-low': true }, by, now);
    expect(change?.update).toEqual({
      set: {
        choices: [
          { kind: 'seats-exhausted', sent: false },
          { kind: 'seats-low', sent: true },
        ],
      },
    });
    expect(change?.events[0]?.data).toEqual({
      accountId: 'acc_harbourlane',
      actor: by,
      userId: 'usr_benjamin',
      changes: [{ field: 'seats-low', before: false, after: true }],
    });
  });

  it('is taken back by null', () => {
    expect(chosen(says(false), { 'seats-low': null }, by, now)?.update).toEqual({ set: { choices: [] } });
  });

  it('of the account names nobody', () => {
    const ofAccount = { ...stored([]), _id: 'acc_harbourlane' };
    expect(chosen(ofAccount, { 'seats-low': false }, by, now)?.events[0]?.data).not.toHaveProperty('userId');
  });

  it.each([
    ['is so already', { 'seats-low': false }],
    ['was never made', { 'seats-exhausted': null }],
    ['is none', {}],
  ])('that %s changes nothing', (_case, wanted) => {
    expect(chosen(says(false), wanted, by, now)).toBeNull();
  });
});
