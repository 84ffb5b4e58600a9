import { accountChanges, toAccount } from './accounts.js';
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

describe('an account', () => {
  it('shows neither its admins nor what a sign-up keeps', () => {
    expect(toAccount(stored)).toEqual({
      id: 'acc_harbourlane',
      name: 'Harbour Lane',
      slug: 'harbour-lane',
      locale: 'en',
      timeZone: 'UTC',
      createdAt: '2026-11-02T09:00:00.000Z',
      version: 3,
    });
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
  ])('asked to change %s', (_case, wanted, changes) => {
    expect(accountChanges(stored, wanted)).toEqual(changes);
  });
});
