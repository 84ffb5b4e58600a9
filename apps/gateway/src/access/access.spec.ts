import { type EndpointContract, endpoints, managerPermissions, type Permission } from '@seatkeeper/contracts';
import { actingAs, refuseCaller } from './access.js';

const caller = (permissions: Permission[], mustChangePassword = false) => ({
  userId: 'usr_adaquill',
  permissions,
  mustChangePassword,
});
const key = (permissions: Permission[]) => ({ ...caller(permissions), keyId: 'key_payroll0' });
const call = (access: EndpointContract['access'], openWithOldPassword = false) => ({
  access,
  openWithOldPassword,
});

describe('who may make a call', () => {
  it.each([
    ['anybody signed in makes a call for everybody', call('signed-in'), caller([]), null],
    ['who holds the permission makes it', call('users.ban'), caller(['users.ban']), null],
    ['who holds another does not', call('users.ban'), caller(['users.read']), 'forbidden'],
    [
      'who has to change the password does nothing else',
      call('signed-in'),
      caller([], true),
      'password-change-required',
    ],
    [
      'not even with the permission',
      call('users.ban'),
      caller(['users.ban'], true),
      'password-change-required',
    ],
    ['but does what leads out of there', call('signed-in', true), caller([], true), null],
  ])('%s', (_case, contract, by, code) => {
    expect(refuseCaller(contract, by)?.code ?? null).toBe(code);
  });

  it('the manager of a group makes the calls that are open to managers, and is known to be no more', () => {
    const manager = { ...caller(['audit.read']), manages: true };
    const open = { ...call('users.ban'), openToManagers: true };
    expect(refuseCaller(open, manager)).toBeNull();
    expect(actingAs(open, manager)).toEqual({ ...manager, asManager: true });
    expect(refuseCaller(call('users.ban'), manager)?.code).toBe('forbidden');
    // What no manager may do is not opened by a word in a contract.
    expect(refuseCaller({ ...call('users.credentials'), openToManagers: true }, manager)?.code).toBe(
      'forbidden',
    );
    expect(refuseCaller(open, { ...manager, keyId: 'key_payroll0' })?.code).toBe('forbidden');
    expect(refuseCaller(open, { ...manager, manages: false })?.code).toBe('forbidden');
  });

  it.each([
    ['who holds the permission', { ...call('users.ban'), openToManagers: true }, caller(['users.ban'])],
    ['who is asked about', { ...call('users.read'), openToManagers: true, openToSelf: true }, caller([])],
    ['anybody where it needs nothing', call('signed-in'), caller([])],
  ])('%s acts for themselves, being a manager or not', (_case, contract, by) => {
    expect(actingAs(contract, { ...by, manages: true }, 'usr_adaquill')).not.toHaveProperty('asManager');
  });

  it('the calls open to managers are about people, and need nothing that managers may not do', () => {
    const open = endpoints.filter(({ openToManagers }) => openToManagers);
    for (const { id, access, path } of open)
      expect([
        id,
        managerPermissions.includes(access as Permission),
        /users|invitations|departures|arrivals/.test(path),
      ]).toEqual([id, true, true]);
    expect(open.map(({ id }) => id).sort()).toEqual([
      'banUser',
      'cancelArrival',
      'cancelDeparture',
      'deactivateUser',
      'exportUsers',
      'getArrival',
      'getDeparture',
      'getOffboarding',
      'getUser',
      'inviteArrival',
      'inviteUser',
      'leaveToGroups',
      'listArrivals',
      'listDepartures',
      'listInvitations',
      'listSharedWith',
      'listUsers',
      'offboardUser',
      'planArrival',
      'planDeparture',
      'reactivateUser',
      'resendInvitation',
      'revokeInvitation',
      'share',
      'unbanUser',
      'updateUser',
      'userHistory',
      'userPermissions',
    ]);
  });

  describe('from an account above', () => {
    const above = (permissions: Permission[]) => ({
      ...caller(permissions),
      homeAccountId: 'acc_harbourhold',
    });
    const open = { ...call('users.ban'), openToParents: true };

    it.each([
      ['makes a call that is open to parents', open, above(['users.ban']), undefined, null],
      ['with the permission', open, above(['users.read']), undefined, 'forbidden'],
      ['and what everybody may', { ...call('signed-in'), openToParents: true }, above([]), undefined, null],
      [
        'but no other call, whatever they hold',
        call('users.ban'),
        above(['users.ban']),
        undefined,
        'forbidden',
      ],
      ['not even one that everybody may', call('signed-in'), above([]), undefined, 'forbidden'],
      [
        'is nobody there, so nothing is about themselves',
        { ...open, openToSelf: true },
        above([]),
        'usr_adaquill',
        'forbidden',
      ],
      [
        'and no manager',
        { ...open, openToManagers: true },
        { ...above([]), manages: true },
        undefined,
        'forbidden',
      ],
    ])('one %s', (_case, contract, by, about, code) => {
      expect(refuseCaller(contract, by, about)?.code ?? null).toBe(code);
      expect(actingAs(contract, by, about)).toBe(by);
    });

    it('says what it is that keeps them out', () => {
      const closed = refuseCaller(call('signed-in'), above([]));
      expect(closed).toMatchObject({ members: { needs: 'own-account' } });
    });

    it('people are administered, with their groups and units, and their seats seen: no money, no records, no ways in', () => {
      const known = endpoints.filter(({ openToParents }) => openToParents).map(({ id }) => id);
      expect(known.sort()).toEqual([
        'banUser',
        'cancelArrival',
        'cancelBulkJob',
        'cancelDeparture',
        'catalog',
        'createCustomField',
        'createDepartment',
        'createGroup',
        'createOffice',
        'createSeniority',
        'deactivateUser',
        'deleteCustomField',
        'deleteDepartment',
        'deleteGroup',
        'deleteOffice',
        'deleteSeniority',
        'endUserSession',
        'endUserSessions',
        'entitlements',
        'exportUsers',
        'forecast',
        'getAccount',
        'getArrival',
        'getBulkJob',
        'getCustomField',
        'getDepartment',
        'getDeparture',
        'getGroup',
        'getOffice',
        'getSeniority',
        'getUser',
        'getUserImport',
        'importUsers',
        'inviteArrival',
        'inviteUser',
        'listArrivals',
        'listBulkJobs',
        'listCustomFields',
        'listDepartments',
        'listDepartures',
        'listGroups',
        'listInvitations',
        'listLicenses',
        'listOffices',
        'listSeats',
        'listSeniorities',
        'listUserSessions',
        'listUsers',
        'listWaiting',
        'liveEvents',
        'moveWaiting',
        'planArrival',
        'planDeparture',
        'previewGroup',
        'reactivateUser',
        'replaceUser',
        'resendInvitation',
        'retryBulkJob',
        'revokeInvitation',
        'startBulkJob',
        'unbanUser',
        'updateCustomField',
        'updateDepartment',
        'updateGroup',
        'updateOffice',
        'updateSeniority',
        'updateUser',
        'usage',
        'userHistory',
        'userPermissions',
        'why',
      ]);
    });
  });

  it('who has to add a second factor does nothing else, whatever they hold', () => {
    const by = { ...caller(['users.ban']), mustAddFactor: true };
    expect(refuseCaller(call('users.ban'), by)?.code).toBe('second-factor-missing');
    expect(refuseCaller({ ...call('signed-in'), openWithoutFactor: true }, by)).toBeNull();
    expect(refuseCaller(call('users.ban'), { ...by, mustAddFactor: false })).toBeNull();
  });

  it('without a factor one can add it, choose a new password before, and leave', () => {
    const open = endpoints.filter(({ openWithoutFactor }) => openWithoutFactor).map(({ id }) => id);
    expect(open.sort()).toEqual([
      'changePassword',
      'confirmFactor',
      'enrolFactor',
      'listOwnFactors',
      'me',
      'signOut',
    ]);
  });

  it('names the missing permission for people and for programs', () => {
    expect(refuseCaller(call('users.ban'), caller([]))).toMatchObject({
      detail: 'This needs the permission users.ban (ban and unban users).',
      members: { permission: 'users.ban' },
    });
  });

  it('an old password still opens what one needs to get rid of it', () => {
    const open = endpoints.filter(({ openWithOldPassword }) => openWithOldPassword).map(({ id }) => id);
    expect(open.sort()).toEqual(['changePassword', 'me', 'signOut']);
  });
});

describe('what an API key may call', () => {
  it.each([
    ['what its scopes say', call('users.ban'), key(['users.ban']), undefined, null],
    ['nothing else', call('users.ban'), key(['users.read']), undefined, 'forbidden'],
    ['what everybody signed in may', call('signed-in'), key([]), undefined, null],
    [
      'no call for sessions',
      { ...call('signed-in'), withSession: true },
      key(['users.ban']),
      undefined,
      'forbidden',
    ],
    [
      'not even with all that it needs',
      { ...call('users.ban'), withSession: true },
      key(['users.ban']),
      undefined,
      'forbidden',
    ],
  ])('%s', (_case, contract, by, about, code) => {
    expect(refuseCaller(contract, by, about)?.code ?? null).toBe(code);
  });

  it('about oneself a call may need no permission; of a key it needs it all the same', () => {
    const own = { ...call('users.credentials'), openToSelf: true };
    expect(refuseCaller(own, caller([]), 'usr_adaquill')).toBeNull();
    expect(refuseCaller(own, caller([]), 'usr_liamosei')?.code).toBe('forbidden');
    expect(refuseCaller(call('users.credentials'), caller([]), 'usr_adaquill')?.code).toBe('forbidden');
    expect(refuseCaller(own, key([]), 'usr_adaquill')?.code).toBe('forbidden');
    expect(refuseCaller(own, key(['users.credentials']), 'usr_adaquill')).toBeNull();
  });

  it('passwords, second factors, sessions, own records, saved views and who is above are for who is signed in', () => {
    const closed = endpoints.filter(({ withSession }) => withSession).map(({ id }) => id);
    expect(closed.sort()).toEqual([
      'acceptOffer',
      'changePassword',
      'confirmFactor',
      'createView',
      'deleteView',
      'endOtherSessions',
      'endOwnSession',
      'enrolFactor',
      'enterAffiliate',
      'getProof',
      'getView',
      'leaveParent',
      'listOwnFactors',
      'listOwnRecords',
      'listOwnSessions',
      'listViews',
      'prove',
      'removeOwnFactor',
      'renewRecoveryCodes',
      'resetUserFactor',
      'setTemporaryPassword',
      'signOut',
      'updateView',
    ]);
    const open = endpoints.filter(({ access, withSession }) => access === 'signed-in' && !withSession);
    expect(open.map(({ id }) => id).sort()).toEqual([
      // Identity asks for the permission of the act that a bulk job does.
      'cancelBulkJob',
      'catalog',
      'entitlements',
      'getAccount',
      'getBulkJob',
      // Which mails everybody gets is nobody's secret.
      'getMailSettings',
      'listBulkJobs',
      // Each change is told to who may make the call by which one would read of it.
      'liveEvents',
      'me',
      'retryBulkJob',
      // What SCIM is like here is no secret of anybody's.
      'scimConfig',
      'scimResourceType',
      'scimResourceTypes',
      'scimSchema',
      'scimSchemas',
      'startBulkJob',
    ]);
  });
});
