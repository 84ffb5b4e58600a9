/** The people and things of the firm that the examples of the API tell of; ids are of the right form. */

export const ids = {
  account: 'acc_3kq9z7w1m5x8b2n4v6c0d',
  affiliate: 'acc_5n8k2m4j7h1g9f3d6s0ap',
  holding: 'acc_9w3e6r1t8y2u5i4o7p0as',
  affiliateOffer: 'off_2k8m5n7q1w4e9r3t6y0ui',
  noor: 'usr_4h8k2n6q1t5w9z3c7f0jm',
  ada: 'usr_7f2m9q4x1k8w3z6b5n0vd',
  liam: 'usr_1d8s4h7j2k5l9q3w6e0rt',
  mei: 'usr_5v1c8x3z7n2m6b9q4w0ka',
  group: 'grp_9h3f6d1s8a4g7j2k5l0qw',
  invitation: 'inv_2b7n5m1q9w4e8r3t6y0ui',
  session: 'ses_5t8y2u7i4o1p9a6s3d0fg',
  apiKey: 'key_9p2l5k8j1h4g7f3d6s0az',
  factor: 'fac_3v7b1n5m9k2j6h0g4f8ds',
  delivery: 'dlv_4h8k2n6q1t5w9z3c7f0jm',
  suppression: 'sup_2k6n0q4t8w1z5c9f3j7md',
  ssoConnection: 'sso_3k8d5s1f6g2h9j4l7z0xc',
  webhook: 'whe_2v8n4b6m1k9j3h7g5f0ds',
  webhookDelivery: 'whd_6g1h8j3k5l9q2w4e7r0ty',
  message: 'msg_3k8j2h7g5f1d9s4a6p0oiu5yt',
  import: 'imp_8x4c1v7b3n6m2k9j5h0gf',
  offboarding: 'ofb_4r6t8y1u3i5o7p9a2s0df',
  replacement: 'rpl_7d2f5g8h1j4k6l9z3x0cv',
  reassignment: 'rea_6y2t8r4e1w9q5o3i7u0pa',
  bulkJob: 'job_2w4e6r8t1y3u5i7o9p0as',
  undo: 'rea_3c5v7b9n1m2k4j6h8g0fd',
  office: 'ofc_4m8x2c6v1b9n3k7j5h0gf',
  department: 'dep_7w3e9r1t5y2u8i4o6p0as',
  seniority: 'sen_2d6f8g4h1j9k3l7z5x0cv',
  customField: 'cfd_5n2k8m4j1h7g3f9d6s0ap',
  sharedItem: 'shi_8k2m5n7q1w4e9r3t6y0ui',
  view: 'viw_3b6n9m2k5j8h1g4f7d0sa',
  event: 'evt_4k9j2h7g5f1d8s3a6p0oi',
};

export const account = {
  id: ids.account,
  name: 'Harbour Lane',
  slug: 'harbour-lane',
  locale: 'en',
  timeZone: 'Europe/Paris',
  policies: {
    sessionDays: 30,
    defaultGroup: null,
    secondFactor: 'optional',
    invitationReminders: true,
    digest: 'weekly',
    provisioningSignIn: 'invitation',
    provisioningWhenNoSeat: 'fail',
  },
  createdAt: '2026-03-02T08:00:00.000Z',
  addressConfirmed: true,
  version: 1,
};

const person = {
  accountId: ids.account,
  type: 'standard',
  title: null,
  phones: {},
  address: {},
  offices: [] as string[],
  officeIds: [] as string[],
  department: null as string | null,
  departmentId: null as string | null,
  seniority: null,
  seniorityId: null,
  reportsTo: null as string | null,
  products: ['core'],
  groups: [] as string[],
  globalAdmin: false,
  visibility: 'everyone',
  externalId: null as string | null,
  customFields: {},
  locale: 'en',
  mustChangePassword: false,
  invitation: null as object | null,
  ban: null as object | null,
  waitingSince: null as string | null,
  lastActiveAt: null as string | null,
};

export const ada = {
  ...person,
  id: ids.ada,
  username: 'ada.quill@harbour-lane.example',
  userCode: 'AQU',
  status: 'active',
  firstName: 'Ada',
  lastName: 'Quill',
  email: 'ada.quill@harbour-lane.example',
  globalAdmin: true,
  visibility: 'everyone',
  lastActiveAt: '2026-03-09T09:14:00.000Z',
  createdAt: '2026-03-02T08:00:00.000Z',
  updatedAt: '2026-03-02T08:00:00.000Z',
  version: 1,
};

const openInvitation = {
  id: ids.invitation,
  state: 'open',
  sentTo: 'liam.osei@harbour-lane.example',
  createdAt: '2026-03-09T09:15:00.000Z',
  expiresAt: '2026-03-16T09:15:00.000Z',
  mail: { state: 'sent', at: '2026-03-09T09:15:02.000Z' },
};

/** As he is right after he was invited. */
export const liam = {
  ...person,
  id: ids.liam,
  username: 'liam.osei@harbour-lane.example',
  userCode: 'LOS',
  status: 'invited',
  firstName: 'Liam',
  lastName: 'Osei',
  email: 'liam.osei@harbour-lane.example',
  department: 'Litigation',
  departmentId: ids.department,
  offices: ['Montréal'],
  officeIds: [ids.office],
  reportsTo: ids.ada,
  groups: [ids.group],
  invitation: openInvitation,
  createdAt: '2026-03-09T09:15:00.000Z',
  updatedAt: '2026-03-09T09:15:02.000Z',
  version: 3,
};

export const liamWaiting = {
  ...liam,
  status: 'waiting',
  userCode: 'LOS',
  invitation: null,
  waitingSince: '2026-03-09T09:15:00.000Z',
  version: 2,
};

export const liamActive = {
  ...liam,
  status: 'active',
  invitation: { ...openInvitation, state: 'accepted' },
  lastActiveAt: '2026-03-10T07:58:00.000Z',
  updatedAt: '2026-03-10T07:58:00.000Z',
  version: 4,
};

export const liamBanned = {
  ...liamActive,
  status: 'banned',
  ban: { reason: 'Lost laptop', since: '2026-04-01T16:20:00.000Z', until: '2030-01-01T00:00:00.000Z' },
  updatedAt: '2026-04-01T16:20:00.000Z',
  version: 5,
};

export const liamGone = {
  ...liamActive,
  status: 'deactivated',
  updatedAt: '2026-06-30T15:00:00.000Z',
  version: 6,
};

export const liamRevoked = {
  ...liam,
  status: 'deactivated',
  invitation: { ...openInvitation, state: 'revoked' },
  version: 4,
};

export const mei = {
  ...person,
  id: ids.mei,
  username: 'mei.tan@harbour-lane.example',
  userCode: 'MTA',
  status: 'active',
  firstName: 'Mei',
  lastName: 'Tan',
  email: 'mei.tan@harbour-lane.example',
  department: 'Litigation',
  departmentId: ids.department,
  offices: ['Montréal'],
  officeIds: [ids.office],
  groups: [ids.group],
  lastActiveAt: '2026-06-30T14:31:00.000Z',
  createdAt: '2026-03-03T10:00:00.000Z',
  updatedAt: '2026-03-04T08:10:00.000Z',
  version: 4,
};

/** A group that every account has. */
export const memberGroup = {
  id: 'grp_4c1a7b90d2e35f6817a2c4d6e8f0b135',
  name: 'Member',
  permissions: ['users.read', 'records.read'],
  builtIn: 'member',
  managers: [] as string[],
  secondFactor: 'optional',
  externalId: null,
  createdAt: '2026-11-28T00:00:00.000Z',
  updatedAt: '2026-11-28T00:00:00.000Z',
  version: 1,
};

export const group = {
  id: ids.group,
  name: 'Office managers',
  permissions: ['users.read', 'users.invite'],
  builtIn: null,
  managers: [] as string[],
  secondFactor: 'optional',
  externalId: null,
  createdAt: '2026-03-03T09:30:00.000Z',
  updatedAt: '2026-03-03T09:30:00.000Z',
  version: 1,
};

const unit = {
  createdAt: '2026-03-03T09:20:00.000Z',
  updatedAt: '2026-03-03T09:20:00.000Z',
  version: 1,
};

export const office = { ...unit, id: ids.office, name: 'Montréal' };
export const department = { ...unit, id: ids.department, name: 'Litigation' };
export const customField = {
  id: ids.customField,
  key: 'costCentre',
  label: 'Cost centre',
  type: 'choice',
  required: false,
  choices: [
    { value: 'CC-7', label: 'Harbour' },
    { value: 'CC-8', label: 'CC-8' },
  ],
  createdAt: '2026-03-02T08:10:00.000Z',
  updatedAt: '2026-03-02T08:10:00.000Z',
  version: 1,
};
export const sharedItem = {
  id: ids.sharedItem,
  kind: 'mailbox',
  externalId: 'intake@harbour-lane.example',
  name: 'Intake',
  groups: [ids.group],
  createdAt: '2026-03-02T08:15:00.000Z',
  updatedAt: '2026-03-02T08:15:00.000Z',
  version: 1,
};
export const view = {
  id: ids.view,
  name: 'Idle for 60 days',
  shared: false,
  filter: { status: 'active', idleDays: '60' },
  sort: 'lastActiveAt',
  columns: ['lastName', 'department', 'lastActiveAt'],
  missing: [],
  createdAt: '2026-03-02T08:20:00.000Z',
  updatedAt: '2026-03-02T08:20:00.000Z',
  version: 1,
};
export const seniority = { ...unit, id: ids.seniority, name: 'Associate' };

export const record = {
  type: 'matter',
  externalId: 'M-2041',
  title: 'Lumen lease',
  ownerId: ids.liam,
  fields: { approver: ids.mei },
  tags: ['urgent'],
  closed: false,
  createdAt: '2026-03-11T11:00:00.000Z',
  updatedAt: '2026-03-11T11:00:00.000Z',
  version: 1,
};

export const recordType = {
  type: 'matter',
  fields: [
    { key: 'owner', label: 'Owner' },
    { key: 'secondOwner', label: 'Second owner' },
    { key: 'approver', label: 'Approver' },
  ],
  createdAt: '2026-03-11T10:50:00.000Z',
  updatedAt: '2026-03-11T10:50:00.000Z',
  version: 1,
};

/** What a preview of the run below has counted. */
export const manifest = 'm1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718';

export const run = {
  id: ids.reassignment,
  from: ids.liam,
  plan: {
    from: ids.liam,
    split: [
      { to: ids.mei, weight: 2 },
      { to: ids.ada, weight: 1 },
    ],
    filter: { types: ['matter', 'task'], closed: false },
  },
  undoes: null,
  undoneBy: null,
  bound: { manifest, previewed: 9, skipped: 0 },
  state: 'queued',
  progress: {
    total: 9,
    done: 0,
    byType: [
      { type: 'matter', to: ids.mei, count: 6 },
      { type: 'matter', to: ids.ada, count: 3 },
    ],
  },
  detail: null,
  startedBy: { type: 'user', id: ids.ada },
  createdAt: '2026-06-30T15:00:00.000Z',
  startedAt: null as string | null,
  finishedAt: null as string | null,
};

export const runFinished = {
  ...run,
  state: 'finished',
  progress: { ...run.progress, done: 9 },
  startedAt: '2026-06-30T15:00:00.120Z',
  finishedAt: '2026-06-30T15:00:00.480Z',
};

export const tokens = {
  accessToken: 'eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJzZWF0a2VlcGVyIn0.c2lnbmF0dXJl',
  refreshToken: 'ses_5t8y2u7i4o1p9a6s3d0fg.1.Zm9yLXRoZS1leGFtcGxlLW9ubHk',
  expiresIn: 600,
  mustChangePassword: false,
  mustAddFactor: false,
};

export const secondFactor = {
  id: ids.factor,
  kind: 'totp',
  addedAt: '2026-03-10T08:02:00.000Z',
  recoveryCodesLeft: 10,
};

/** None that signs in anywhere. */
export const recoveryCodes = {
  factor: secondFactor,
  recoveryCodes: Array.from({ length: 10 }, (_, n) => `exam-ple2-code-${'abcdefghij'.charAt(n).repeat(4)}`),
};

export const departure = {
  user: {
    id: ids.liam,
    username: 'liam.osei@harbour-lane.example',
    firstName: 'Liam',
    lastName: 'Osei',
    status: 'active',
  },
  on: '2030-06-30',
  dueAt: '2030-06-29T23:00:00.000Z',
  reason: 'Retires',
  reassign: { to: ids.ada },
  plannedBy: { type: 'user', id: ids.ada },
  plannedAt: '2026-06-30T15:00:00.000Z',
  refusal: null,
};

export const arrival = {
  user: {
    id: ids.mei,
    username: 'mei.tan@harbour-lane.example',
    firstName: 'Mei',
    lastName: 'Tan',
    status: 'deactivated',
  },
  on: '2030-03-01',
  dueAt: '2030-02-28T23:00:00.000Z',
  products: ['core'],
  plannedBy: { type: 'user', id: ids.ada },
  plannedAt: '2026-06-30T15:00:00.000Z',
  refusal: null,
};

export const auditEntry = {
  id: ids.event,
  at: '2026-06-30T15:00:00.000Z',
  actor: { type: 'user', id: ids.ada },
  actorName: null,
  action: 'identity.user.deactivated',
  target: { kind: 'user', id: ids.liam },
  changes: [{ field: 'status', before: 'active', after: 'deactivated' }],
  detail: { reason: 'Left the firm' },
  requestId: 'req_8s2d5f1g9h4j7k3l6q0we',
  address: '198.51.100.14',
  seal: 214,
};

export const auditSeal = {
  number: 214,
  entries: 9_071,
  hash: '5f1c0a7be2d94c63a8e7b0f4d21c9985f6e3a1d47b0c82e95a6d3f1b8c7e4092',
  sealedAt: '2026-06-30T15:00:41.000Z',
  waiting: 3,
};

export const apiKey = {
  id: ids.apiKey,
  prefix: 'sk_9p2l5k8j1h4g7f3d6s0az',
  name: 'Payroll export',
  scopes: ['users.read'],
  createdAt: '2026-03-10T08:02:00.000Z',
  createdBy: { type: 'user', id: ids.ada },
  expiresAt: '2030-01-01T00:00:00.000Z',
  lastUsedAt: null as string | null,
};

export const session = {
  id: ids.session,
  startedAt: '2026-03-10T07:58:00.000Z',
  lastSeenAt: '2026-03-12T16:41:00.000Z',
  endsAt: '2026-04-09T07:58:00.000Z',
  address: '192.0.2.17',
  client: 'Firefox 132 on Linux',
  current: true,
};

export const page = (...items: unknown[]) => ({ items, nextCursor: null, total: items.length });
