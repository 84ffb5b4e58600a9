import { accountChanges, refuseUnconfirmed, toAccount } from './accounts.js';
import type { StoredAccount } from './accounts.schema.js';

const stored: StoredAccount = {
  _id: 'acc_harbourlane',
  accountId: 'acc_harbourlane',
  version: 3,
  slug: 'harbour-lane',
  name: 'Harbour Lane',
  locale: 'en',
  timeZone: 'UTC',
  globalAdmins: ['usr_adaquill'],
  createdAt: new Date('2026-11-02T09:00:00Z'),
  reconcileAt: new Date('2026-11-02T09:00:00Z'),
  opening: {
    admin: { userId: 'usr_adaquill', username: 'a', firstName: 'A', lastName: 'Q', passwordHash: 'secret' },
    lease: { until: new Date(), held: true, fence: 1, attempts: 1 },
  },
};

const usual = {
  sessionDays: 30,
  defaultGroup: null,
  secondFactor: 'optional',
  invitationReminders: true,
  digest: 'weekly',
  provisioningSignIn: 'invitation',
  provisioningWhenNoSeat: 'fail',
};

describe('an account', () => {
  it('shows neither its admins nor what a sign-up keeps', () => {
    expect(toAccount(stored)).toEqual({
      id: 'acc_harbourlane',
      name: 'Harbour Lane',
      slug: 'harbour-lane',
      locale: 'en',
      timeZone: 'UTC',
      policies: usual,
      createdAt: '2026-11-02T09:00:00.000Z',
      addressConfirmed: true,
      version: 3,
    });
  });

  it('causes no mail to others until its address is confirmed; one from before there were confirmations may', () => {
    const open = {
      id: 'cnf_harbourlane',
      tokenHash: 'hash',
      userId: 'usr_adaquill',
      sentTo: 'ada@harbour.example',
      expiresAt: new Date(),
    };
    expect(refuseUnconfirmed({ confirmation: open })).toMatchObject({
      code: 'address-not-confirmed',
      detail: expect.stringMatching(/ada@harbour\.example.*POST \/v1\/account\/confirmation/),
    });
    expect(refuseUnconfirmed({ confirmation: { ...open, confirmedAt: new Date() } })).toBeNull();
    expect(refuseUnconfirmed({})).toBeNull();
    expect(toAccount({ ...stored, confirmation: open })).toMatchObject({ addressConfirmed: false });
    expect(JSON.stringify(toAccount({ ...stored, confirmation: open }))).not.toContain('hash');
  });

  it.each([
    ['nothing', {}, []],
    ['what it is already', { name: 'Harbour Lane', locale: 'en' }, []],
    [
      'the name',
      { name: 'Harbour & Lane' },
      [{ field: 'name', before: 'Harbour Lane', after: 'Harbour & Lane' }],
    ],
    [
      'locale and time zone',
      { locale: 'fr', timeZone: 'Europe/Paris' },
      [
        { field: 'locale', before: 'en', after: 'fr' },
        { field: 'timeZone', before: 'UTC', after: 'Europe/Paris' },
      ],
    ],
    [
      'a policy',
      { policies: { sessionDays: 7 } },
      [{ field: 'policies', before: usual, after: { ...usual, sessionDays: 7 } }],
    ],
    [
      'the default group',
      { policies: { defaultGroup: 'grp_hosts' } },
      [{ field: 'policies', before: usual, after: { ...usual, defaultGroup: 'grp_hosts' } }],
    ],
    ['no policy', { policies: {} }, []],
  ])('asked to change %s', (_case, wanted, changes) => {
    expect(accountChanges(stored, wanted)).toEqual(changes);
  });
});
