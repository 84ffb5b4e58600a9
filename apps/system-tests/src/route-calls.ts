import {
  type EndpointContract,
  endpoints,
  SCIM_ENTERPRISE_USER,
  SCIM_PATCH,
  SCIM_USER,
} from '@seatkeeper/contracts';
import type { Belongings } from './belongings.js';
import { PASSWORD } from './firm.js';
import { type Answer, call } from './http.js';
import { providedPerson } from './provided-people.js';

/** What stands for each parameter of a path: what is whose, a word that all accounts share, or a secret nobody has. */
type Stand = keyof Omit<Belongings, 'firm'> | { word: string } | { secret: string };

const product: Stand = { word: 'core' };
const link: Stand = { secret: 'x'.repeat(43) };
/** What comes of an order when an operator approves it; this stack has no operators, so licensing's own tests have them. */
const unsold = (prefix: string): Stand => ({ secret: `${prefix}_${'0'.repeat(25)}` });
/** By the beginning of the path, the longest first; a path that none of these begins is not known how to call. */
const parameters: readonly [prefix: string, Readonly<Record<string, Stand>>][] = [
  ['/v1/account/affiliates/:id', { id: 'affiliate' }],
  ['/v1/account/affiliate-offers/:id', { id: 'affiliateOffer' }],
  ['/v1/account/parent-offers/:id', { id: 'parentOffer' }],
  ['/v1/users/:id/api-keys', { id: 'service', keyId: 'key' }],
  ['/v1/users/:id/shared-items', { id: 'user', itemId: 'sharedItem' }],
  ['/v1/shared-items/:id', { id: 'sharedItem' }],
  ['/v1/users/:id/sessions', { id: 'user', sessionId: 'session' }],
  ['/v1/sso-connections/:id', { id: 'ssoConnection', domain: { word: 'ours.example' } }],
  // Where somebody goes who is not signed in: the story of single sign-on goes there.
  ['/v1/auth/sso/:account', { account: { secret: 'nobody' } }],
  ['/v1/users/:id/invitation', { id: 'invited' }],
  ['/v1/users/:id/arrival', { id: 'planned' }],
  ['/v1/users/:id', { id: 'user' }],
  ['/v1/users/imports/:id', { id: 'userImport' }],
  // Confirmed by a code of an app: the story of second factors has one.
  ['/v1/me/factors/:factorId', { factorId: unsold('fac') }],
  ['/v1/me/sessions/:sessionId', { sessionId: 'session' }],
  ['/v1/groups/:id', { id: 'group' }],
  ['/scim/v2/Users/:id', { id: 'providedUser' }],
  ['/scim/v2/Groups/:id', { id: 'providedGroup' }],
  ['/scim/v2/ResourceTypes/:name', { name: { word: 'User' } }],
  ['/scim/v2/Schemas/:urn', { urn: { word: SCIM_USER } }],
  ['/v1/departments/:id', { id: 'department' }],
  ['/v1/offices/:id', { id: 'office' }],
  ['/v1/custom-fields/:id', { id: 'customField' }],
  ['/v1/seniorities/:id', { id: 'seniority' }],
  ['/v1/views/:id', { id: 'view' }],
  ['/v1/deliveries/:id', { id: 'delivery' }],
  ['/v1/templates/:kind/:locale', { kind: { word: 'invitation' }, locale: { word: 'en' } }],
  // A mail has to come back first: the tests of notifications have a mail server that says so.
  ['/v1/suppressions/:id', { id: unsold('sup') }],
  // What it takes is signed by the provider: licensing's own tests have one.
  ['/v1/webhooks/billing/:provider', { provider: { secret: 'stripe' } }],
  ['/v1/webhook-endpoints/:id', { id: 'webhookEndpoint', deliveryId: 'webhookDelivery' }],
  ['/v1/orders/:id', { id: 'order' }],
  ['/v1/operator/orders/:id', { id: 'order' }],
  // A stack without operators has nothing that corrects one: licensing's own tests do.
  ['/v1/operator/purchases/:id', { id: { secret: 'inv_8841' } }],
  ['/v1/invoices/:id', { id: unsold('ivc') }],
  ['/v1/operator/invoices/:id', { id: unsold('ivc') }],
  ['/v1/operator/accounts/:id/contracts/:product', { id: unsold('acc'), product }],
  // An event that nobody can handle has to come first: the gateway's own tests have one.
  ['/v1/operator/dead-letters/:id', { id: { secret: 'evt-8841' } }],
  ['/v1/operator/accounts/:id', { id: unsold('acc') }],
  ['/v1/licenses/:product/reductions', { product, id: unsold('red') }],
  ['/v1/licenses/:product/waiting/:id', { product, id: 'user' }],
  ['/v1/licenses/:product', { product }],
  ['/v1/reassignments/:id', { id: 'reassignment' }],
  ['/v1/jobs/:id', { id: 'bulkJob' }],
  ['/v1/records/imports/:id', { id: 'recordImport' }],
  ['/v1/records/:type/:externalId', { type: { word: 'matter' }, externalId: 'record' }],
  ['/v1/record-types/:type', { type: { word: 'matter' } }],
  ['/v1/invitations/:token', { token: link }],
  ['/v1/confirmations/:token', { token: link }],
  ['/v1/email-changes/:token', { token: link }],
  ['/v1/auth/password-reset/:token', { token: link }],
];

/** Nobody listens there. */
const PROVIDER = { name: 'Okta', issuer: 'http://127.0.0.1:1', clientId: 'us', clientSecret: 'a secret' };
const reportsTo = (value: string) => ({ [SCIM_ENTERPRISE_USER]: { manager: { value } } });
const operations = (...Operations: object[]) => ({ schemas: [SCIM_PATCH], Operations });
const newcomersOf = (group: string) => ({ products: ['core'], groups: [group], whenNoSeat: 'fail' });

/** Where the example of the reference says nothing of ids, and the call takes some. */
const bodies: Readonly<Record<string, (its: Belongings) => object>> = {
  inviteUser: ({ user, group, firm }) => ({ ...firm.person('new'), reportsTo: user, groups: [group] }),
  updateUser: ({ firm, group }) => ({ reportsTo: firm.admin.id, groups: [group] }),
  updateAccount: ({ group }) => ({ policies: { defaultGroup: group } }),
  moveAffiliate: ({ firm }) => ({ under: firm.accountId }),
  startBulkJob: ({ user }) => ({ action: 'unban', select: { ids: [user] } }),
  replaceUser: ({ invited }) => ({ by: { userId: invited } }),
  startReassignment: ({ user, firm }) => ({ from: user, to: firm.admin.id }),
  planDeparture: ({ firm }) => ({ on: '2030-06-30', reassign: { to: firm.admin.id } }),
  offboardUser: ({ firm }) => ({ reassign: { to: firm.admin.id } }),
  deactivateUser: ({ firm }) => ({ reassign: { to: firm.admin.id } }),
  upsertRecords: ({ user }) => ({
    records: [{ type: 'matter', externalId: 'whose', title: 'Whose', ownerId: user }],
  }),
  upsertRecord: ({ user }) => ({ title: 'Whose', ownerId: user }),
  previewGroup: ({ user }) => ({ members: { add: [user] } }),
  createSsoConnection: ({ group }) => ({ ...PROVIDER, newcomers: newcomersOf(group) }),
  updateSsoConnection: ({ group }) => ({ newcomers: newcomersOf(group) }),
  createView: ({ view, group }) => ({ name: 'Next', shared: true, filter: { group }, after: view }),
  createCustomField: ({ customField }) => ({ key: 'next', label: 'Next', type: 'text', after: customField }),
  registerSharedItem: ({ group }) => ({ kind: 'plan', externalId: 'next', name: 'Next', groups: [group] }),
  updateSharedItem: ({ group }) => ({ groups: [group] }),
  // Without a seat, which the firm may have none of.
  createScimUser: ({ firm, user }) => ({
    ...providedPerson(firm.person('from-elsewhere')),
    ...reportsTo(user),
    active: false,
  }),
  replaceScimUser: ({ firm }) => ({
    ...providedPerson(firm.person('provided')),
    ...reportsTo(firm.admin.id),
  }),
  patchScimUser: ({ user }) =>
    operations(
      { op: 'replace', path: 'title', value: 'Partner' },
      { op: 'add', path: `${SCIM_ENTERPRISE_USER}:manager`, value: user },
    ),
  createScimGroup: ({ user }) => ({ displayName: 'From elsewhere', members: [{ value: user }] }),
  replaceScimGroup: ({ user }) => ({ displayName: 'Replaced', members: [{ value: user }] }),
  patchScimGroup: ({ user }) =>
    operations(
      { op: 'replace', path: 'displayName', value: 'Patched' },
      { op: 'add', path: 'members', value: [{ value: user }] },
    ),
  createSeniority: ({ seniority }) => ({ name: 'Next', after: seniority }),
};

/** What the password of whoever makes the call for it is afterwards. */
export const NEXT_PASSWORD = 'another correct horse';

const passwords: Readonly<Record<string, object>> = {
  changePassword: { current: PASSWORD, next: NEXT_PASSWORD },
  enrolFactor: { password: PASSWORD },
  prove: { password: PASSWORD },
};

const queries: Readonly<Record<string, (its: Belongings) => Record<string, string>>> = {
  audit: ({ user }) => ({ target: user }),
  exportAudit: ({ user }) => ({ target: user }),
  listDeliveries: ({ user }) => ({ user }),
  countRecords: ({ user }) => ({ owner: user }),
  listRecords: ({ user }) => ({ owner: user }),
  listUsers: ({ user, group }) => ({ id: user, group }),
  listSharedItems: ({ group }) => ({ group }),
  listScimUsers: ({ user }) => ({ filter: `id eq "${user}"` }),
  listScimGroups: ({ user }) => ({ filter: `members.value eq "${user}"` }),
  exportUsers: ({ user }) => ({ reportsTo: user }),
  deleteDepartment: ({ department }) => ({ replaceBy: department }),
  deleteOffice: ({ office }) => ({ replaceBy: office }),
  deleteSeniority: ({ seniority }) => ({ replaceBy: seniority }),
};

/** What a call cannot do without, and is nobody's. */
const words: Readonly<Record<string, () => Record<string, string>>> = {
  forecast: () => ({ at: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) }),
};

/** Whether a call says ids of an account elsewhere than in its path. */
export const saysIds = ({ id }: EndpointContract): boolean => id in bodies || id in queries;

const standsOf = ({ id, method, path }: EndpointContract): [name: string, Stand][] => {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const [, known = {}] = parameters.find(([prefix]) => path.startsWith(prefix)) ?? [];
  return names.map((name) => {
    const stand = known[name];
    if (!stand)
      throw new Error(
        `What is :${name} of ${method} ${path} (${id})? Say it in \`parameters\` of this file.`,
      );
    return [name, stand];
  });
};

/** Whether the path has an id in it that belongs to one account. */
export const isOfOneAccount = (endpoint: EndpointContract): boolean =>
  standsOf(endpoint).some(([, stand]) => typeof stand === 'string');

/** Whether the call needs something that only a mail, or the vendor, could tell. */
export const needsSecret = (endpoint: EndpointContract): boolean =>
  standsOf(endpoint).some(([, stand]) => typeof stand !== 'string' && 'secret' in stand);

interface Whose {
  /** Whose the ids of the path are. */
  path: Belongings;
  /** Whose the ids elsewhere are; left out, there are none. */
  rest?: Belongings | undefined;
  /** Instead of what the reference shows. */
  body?: object | undefined;
}

/** Makes the call that a route is for, as the reference describes it. */
export function callRoute(
  endpoint: EndpointContract,
  { path: owner, rest, body: given }: Whose,
  token?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  let path = endpoint.path;
  for (const [name, stand] of standsOf(endpoint)) {
    const value = typeof stand === 'string' ? owner[stand] : 'word' in stand ? stand.word : stand.secret;
    path = path.replace(`:${name}`, value);
  }
  const query = { ...words[endpoint.id]?.(), ...(rest && queries[endpoint.id]?.(rest)) };
  if (Object.keys(query).length > 0) path += `?${new URLSearchParams(query).toString()}`;
  const gateway = owner.firm.stack.info().gateway;
  const [type] = endpoint.upload ?? [];
  if (type !== undefined) {
    const options = { token, raw: endpoint.example as string, headers: { ...headers, 'content-type': type } };
    return call(gateway, endpoint.method, path, undefined, options);
  }
  const body = given ?? (rest && bodies[endpoint.id]?.(rest)) ?? passwords[endpoint.id] ?? endpoint.example;
  return call(gateway, endpoint.method, path, body, { token, headers, begins: endpoint.resumable ?? false });
}

/** Every call the gateway declares. */
export const routes = endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);

/** When it is the turn of a call among all: some end what others need, sessions, and then everything else. */
export const turnOf = ({ id, method }: EndpointContract): number =>
  ['GET', id === 'endUserSession' ? 'DELETE' : '', 'PUT', 'PATCH', 'POST', 'DELETE'].indexOf(method) +
  (id === 'changePassword' ? 10 : 0) +
  (id === 'removeSharedItem' ? 1 : 0) +
  // Or whoever was planned would get the seat of somebody who is deactivated for a moment.
  (id === 'inviteArrival' ? 0.5 : 0) +
  // There is a report of who has left, or was replaced.
  (id === 'getOffboarding' || id === 'getReplacement' ? 4.5 : 0);
