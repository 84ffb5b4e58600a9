import type { Permission } from '@seatkeeper/contracts';
import type { Firm } from './firm.js';

/** People of one group that holds what the one who tries does not, and who tries: by their ids. */
export interface Targets {
  firm: Firm;
  /** The group of all of them, and the permissions it carries at the moment. */
  group: string;
  permissions: readonly Permission[];
  active: string;
  session: string;
  banned: string;
  deactivated: string;
  invited: string;
  /** To be invited on a day to come. */
  planned: string;
  machine: string;
  key: string;
  /** Who tries, their own group, and somebody who holds nothing. */
  self: string;
  ownGroup: string;
  /** The group that every account has for its global admins. */
  admins: string;
  colleague: string;
  ssoConnection: string;
  /** What the group of all of them has, and something that nobody has. */
  theirItem: string;
  item: string;
}

export interface Attack {
  what: string;
  path: string;
  body?: object;
  /** How it is refused, when not with `forbidden`. */
  code?: 'validation-failed' | 'built-in-group';
  /** Refused to everybody but a global admin, however much they hold. */
  forAdmins?: true;
}

/** New for each attempt: a name that was given is never given again. */
let count = 0;
const fresh = ({ firm }: Targets) => `fresh-${(count += 1)}@${firm.slug}.example`;

const at = (what: string, path: string, body?: object): Attack => ({
  what,
  path,
  ...(body && { body }),
});
const onlyAdmins = (attack: Attack): Attack => ({ ...attack, forAdmins: true });

/**
 * By the id of the call, how somebody would take with it what they do not hold, or act upon who holds more. `nobody` is a
 * call that acts upon nobody and gives nothing; one that is in neither is not known, and fails the test.
 */
export const attacks: Readonly<Record<string, 'nobody' | ((on: Targets) => Attack[])>> = {
  inviteUser: (on) => {
    const person = () => ({ ...on.firm.person('new'), username: fresh(on) });
    return [
      at('a new colleague of the group', '/v1/users', { ...person(), groups: [on.group] }),
      at('a new colleague of the group on a day', '/v1/users', {
        ...{ ...person(), groups: [on.group], joinsOn: '2030-02-01' },
      }),
      onlyAdmins(at('a new global admin', '/v1/users', { ...person(), globalAdmin: true })),
      at('a machine of the group', '/v1/users', { ...person(), type: 'service', groups: [on.group] }),
    ];
  },
  updateUser: (on) => {
    const [them, invited, self] = [on.active, on.invited, on.self].map((id) => `/v1/users/${id}`);
    return [
      at('another username', them!, { username: fresh(on) }),
      at('another address', them!, { email: fresh(on) }),
      at('another address of an invitation', invited!, { email: fresh(on) }),
      at('out of the group', them!, { groups: [] }),
      onlyAdmins(at('a role for them', them!, { globalAdmin: true })),
      at('into the group', self!, { groups: [on.ownGroup, on.group] }),
      at('a colleague into the group', `/v1/users/${on.colleague}`, { groups: [on.group] }),
      // Its members are told by the role alone, which is refused below.
      {
        ...at('oneself into the group of the role', self!, { groups: [on.ownGroup, on.admins] }),
        code: 'validation-failed',
      },
      onlyAdmins(at('a role for oneself', self!, { globalAdmin: true })),
    ];
  },
  cancelEmailChange: (on) => [at('no other address after all', `/v1/users/${on.active}/email-change`)],
  deactivateUser: (on) => [at('a leaving', `/v1/users/${on.active}/deactivate`, {})],
  offboardUser: (on) => [
    at('an offboarding', `/v1/users/${on.active}/offboarding`, {}),
    at('a look at an offboarding', `/v1/users/${on.active}/offboarding`, { preview: true }),
  ],
  planDeparture: (on) => [at('a leaving on a day', `/v1/users/${on.active}/departure`, { on: '2030-06-30' })],
  planArrival: (on) => [
    at('another day to join', `/v1/users/${on.planned}/arrival`, { on: '2030-03-01' }),
    at('a day to come back', `/v1/users/${on.deactivated}/arrival`, { on: '2030-03-01' }),
  ],
  cancelArrival: (on) => [at('no joining after all', `/v1/users/${on.planned}/arrival`)],
  inviteArrival: (on) => [at('a joining at once', `/v1/users/${on.planned}/arrival/invite`, {})],
  cancelDeparture: (on) => [at('no leaving after all', `/v1/users/${on.active}/departure`)],
  reactivateUser: (on) => [at('a coming back', `/v1/users/${on.deactivated}/reactivate`)],
  banUser: (on) => [at('a ban', `/v1/users/${on.active}/ban`, { reason: 'Lost laptop' })],
  unbanUser: (on) => [at('the end of a ban', `/v1/users/${on.banned}/unban`)],
  replaceUser: (on) => {
    const path = `/v1/users/${on.active}/replace`;
    const heir = () => ({ newUser: { ...on.firm.person('heir'), username: fresh(on) } });
    return [
      at('somebody new in their place', path, { by: heir(), copy: ['groups'] }),
      at('somebody new in their place, without the group', path, { by: heir() }),
      at('oneself in their place', path, { by: { userId: on.self }, copy: ['groups'] }),
      at('a colleague in their place', path, { by: { userId: on.colleague } }),
      at('a look at a colleague in their place', path, { by: { userId: on.colleague }, preview: true }),
    ];
  },
  updateUserMailSettings: (on) => [
    at('no more mails for them', `/v1/users/${on.active}/mail-settings`, { choices: { 'seats-low': false } }),
  ],
  updateMailSettings: 'nobody',
  // Whoever reads the mails of an account comes in by their links, also as a global admin who is invited.
  changeMailSender: () => [
    onlyAdmins(
      at('all mails through a server of their own', '/v1/mail-settings/sender', {
        host: 'smtp.example.com',
        port: 587,
        security: 'starttls',
        from: { name: 'Ours', address: 'ours@firm.example' },
      }),
    ),
  ],
  removeMailSender: 'nobody',
  // It goes to who asks for it.
  testMailSender: 'nobody',
  resendInvitation: (on) => [at('a new link', `/v1/users/${on.invited}/invitation`)],
  revokeInvitation: (on) => [at('a withdrawn invitation', `/v1/users/${on.invited}/invitation`)],
  endUserSessions: (on) => [at('the end of all sessions', `/v1/users/${on.active}/sessions`)],
  endUserSession: (on) => [at('the end of a session', `/v1/users/${on.active}/sessions/${on.session}`)],
  resetUserFactor: (on) => [at('the end of a second factor', `/v1/users/${on.active}/factors`)],
  requirePasswordChange: (on) => [
    at('the demand for a new password', `/v1/users/${on.active}/require-password-change`),
  ],
  setTemporaryPassword: (on) => [
    at('a temporary password', `/v1/users/${on.active}/temporary-password`, {
      password: 'first day at the firm',
    }),
  ],
  sendPasswordReset: (on) => [at('a link for a new password', `/v1/users/${on.active}/password-reset`)],
  createApiKey: ({ machine, self, permissions }) => {
    const key = { name: 'Master', scopes: permissions };
    return [
      at('a key of their machine', `/v1/users/${machine}/api-keys`, {
        ...key,
        scopes: permissions.slice(0, 1),
      }),
      at('a strong key of their machine', `/v1/users/${machine}/api-keys`, key),
      // What its user does not hold no key can be for, whoever makes it.
      { ...at('a strong key for oneself', `/v1/users/${self}/api-keys`, key), code: 'validation-failed' },
    ];
  },
  revokeApiKey: (on) => [at('the end of their key', `/v1/users/${on.machine}/api-keys/${on.key}`)],
  createGroup: ({ permissions }) => [
    at('a group that carries it', '/v1/groups', { name: 'Coup', permissions }),
  ],
  updateGroup: ({ group, ownGroup, admins, self, permissions }) => [
    at('the group to manage', `/v1/groups/${group}`, { managers: [self] }),
    {
      ...at('nothing left of the role', `/v1/groups/${admins}`, { permissions: [] }),
      code: 'built-in-group',
    },
    at('another name for the group', `/v1/groups/${group}`, { name: 'Taken' }),
    at('nothing left of the group', `/v1/groups/${group}`, { permissions: [] }),
    at('more for the own group', `/v1/groups/${ownGroup}`, { permissions }),
  ],
  deleteGroup: ({ group, admins }) => [
    at('the end of the group', `/v1/groups/${group}`),
    { ...at('the end of the role', `/v1/groups/${admins}`), code: 'built-in-group' },
  ],
  share: (on) => [
    at('something for them', `/v1/users/${on.active}/shared-items/${on.item}`, { shared: true }),
    at('something taken from them', `/v1/users/${on.active}/shared-items/${on.theirItem}`, { shared: false }),
  ],
  leaveToGroups: (on) => [
    at('what was decided for them undone', `/v1/users/${on.active}/shared-items/${on.theirItem}`),
  ],
  registerSharedItem: ({ group }) => [
    at('something new for the group', '/v1/shared-items', {
      kind: 'plan',
      externalId: 'coup',
      name: 'Coup',
      groups: [group],
    }),
  ],
  updateSharedItem: ({ group, theirItem, item }) => [
    at('something for the group', `/v1/shared-items/${item}`, { groups: [group] }),
    at('something taken from the group', `/v1/shared-items/${theirItem}`, { groups: [] }),
  ],
  // It says what is there no longer elsewhere, as its own system knows.
  removeSharedItem: 'nobody',
  updateAccount: ({ group }) => [
    at('the group for everybody new', '/v1/account', { policies: { defaultGroup: group } }),
  ],
  createSsoConnection: () => [
    onlyAdmins(
      at('a door of their own', '/v1/sso-connections', {
        name: 'Ours',
        issuer: 'http://127.0.0.1:1',
        clientId: 'ours',
        clientSecret: 'a secret',
      }),
    ),
  ],
  updateSsoConnection: ({ ssoConnection }) => [
    onlyAdmins(
      at('another provider behind the door', `/v1/sso-connections/${ssoConnection}`, {
        issuer: 'http://127.0.0.1:2',
      }),
    ),
  ],
  deleteSsoConnection: ({ ssoConnection }) => [
    onlyAdmins(at('the end of the door', `/v1/sso-connections/${ssoConnection}`)),
  ],
  // Whoever is above an account may act in it, so nobody but a global admin says who that is.
  acceptOffer: () => [
    onlyAdmins(at('a parent account', `/v1/account/parent-offers/off_${'0'.repeat(25)}/accept`)),
  ],
  leaveParent: () => [onlyAdmins(at('no parent account', '/v1/account/parent'))],
  // They act upon accounts as a whole, and name the permission for it.
  createAffiliate: 'nobody',
  enterAffiliate: 'nobody',
  moveAffiliate: 'nobody',
  releaseAffiliate: 'nobody',
  offerAffiliation: 'nobody',
  withdrawOffer: 'nobody',
  declineOffer: 'nobody',
  forgetSso: (on) => [at('another identity for them', `/v1/users/${on.active}/sso-links`)],
  // Who is new has the default group at most, which is refused as to who invites. A group that is new carries nothing.
  createScimUser: 'nobody',
  createScimGroup: 'nobody',
  replaceScimUser: (on) => [
    at('another username as a whole', `/scim/v2/Users/${on.active}`, { userName: fresh(on) }),
    at('nobody any more', `/scim/v2/Users/${on.active}`, { userName: fresh(on), active: false }),
  ],
  patchScimUser: (on) => {
    const patched = (what: string, id: string, path: string, value: unknown) =>
      at(what, `/scim/v2/Users/${id}`, { Operations: [{ op: 'replace', path, value }] });
    return [
      patched('another username by an operation', on.active, 'userName', fresh(on)),
      patched('another address by an operation', on.active, 'emails[type eq "work"].value', fresh(on)),
      patched('another person behind the provider’s id', on.active, 'externalId', fresh(on)),
      patched('a leaving by an operation', on.active, 'active', false),
      patched('a withdrawn invitation by an operation', on.invited, 'active', 'False'),
      patched('a coming back by an operation', on.deactivated, 'active', true),
    ];
  },
  deleteScimUser: (on) => [
    at('a removal', `/scim/v2/Users/${on.active}`),
    at('a removal of who has left', `/scim/v2/Users/${on.deactivated}`),
  ],
  replaceScimGroup: ({ group }) => [
    at('nobody left in the group', `/scim/v2/Groups/${group}`, { displayName: 'Strong', members: [] }),
  ],
  patchScimGroup: ({ group, self, colleague, active }) => {
    const path = `/scim/v2/Groups/${group}`;
    const members = (op: string, id: string) => ({
      Operations: [{ op, path: 'members', value: [{ value: id }] }],
    });
    return [
      at('oneself into the group by an operation', path, members('add', self)),
      at('a colleague into the group by an operation', path, members('add', colleague)),
      at('one of them out of the group', path, members('remove', active)),
      at('another name by an operation', path, {
        Operations: [{ op: 'replace', path: 'displayName', value: 'Taken' }],
      }),
    ];
  },
  deleteScimGroup: ({ group, admins }) => [
    at('the end of a group that is filled', `/scim/v2/Groups/${group}`),
    { ...at('the end of the role by SCIM', `/scim/v2/Groups/${admins}`), code: 'built-in-group' },
  ],
  // They look, and change nothing but that a domain counts whose text somebody has put there.
  checkSsoDomain: 'nobody',
  testSsoConnection: 'nobody',
  // Only a mail that failed is sent again, which a mail server has to refuse: identity's own tests have it.
  retryDelivery: 'nobody',
  // It is about an address, and lets more mails through, not fewer.
  liftSuppression: 'nobody',
  // What mails say of people is the same for all, and leads nowhere but to the product.
  changeTemplate: 'nobody',
  resetTemplate: 'nobody',
  previewTemplate: 'nobody',
  testTemplate: 'nobody',
  // A file has no column for groups, and the default group is refused as above.
  importUsers: 'nobody',
  previewGroup: 'nobody',
  // It says whose turn is next, and takes nothing from anybody.
  moveWaiting: 'nobody',
  // Each of its users is refused by itself, in the results: identity's own tests have it.
  startBulkJob: 'nobody',
  retryBulkJob: 'nobody',
  cancelBulkJob: 'nobody',
  // They act upon records, seats, addresses of programs and accounts of others, and each names the permission for it.
  ...Object.fromEntries(
    [
      ...['startReassignment', 'pauseReassignment', 'resumeReassignment', 'cancelReassignment'],
      ...[
        'undoReassignment',
        'upsertRecord',
        'upsertRecords',
        'importRecords',
        'placeOrder',
        'checkOutOrder',
        'checkOutInvoice',
        'removePaymentMethod',
        'approveOrder',
        'notePayment',
        'changeBillingPolicy',
        'changeContractTerms',
        'correctPurchase',
        'suspendAccount',
        'resumeAccount',
        'replayDeadLetter',
        'dropDeadLetter',
      ],
      ...['putRecordType', 'removeRecordType'],
      ...['createWebhookEndpoint', 'updateWebhookEndpoint', 'deleteWebhookEndpoint', 'rotateWebhookSecret'],
      ...['testWebhookEndpoint', 'replayWebhookDelivery'],
      ...[
        'bookReduction',
        'cancelReduction',
        'chooseRenewal',
        'createOffice',
        'updateOffice',
        'deleteOffice',
      ],
      ...['createDepartment', 'updateDepartment', 'deleteDepartment'],
      ...['createCustomField', 'updateCustomField', 'deleteCustomField'],
      ...['createSeniority', 'updateSeniority', 'deleteSeniority', 'resendConfirmation'],
    ].map((id) => [id, 'nobody' as const]),
  ),
};
