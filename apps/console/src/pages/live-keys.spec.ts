import type { QueryKey } from '@tanstack/react-query';
import { type Change, isShownBy } from '../live/shown-changes.js';

Object.assign(globalThis, { location: { origin: 'http://console.test' } });
const people = await import('./people/people-queries.js');
const person = await import('./person/person-queries.js');
const licences = await import('./licences/licence-queries.js');
const runs = await import('./hand-overs/run-queries.js');
const groups = await import('./groups/group-queries.js');
const units = await import('./organisation/unit-queries.js');
const leaving = await import('./leaving/leaving-queries.js');
const offboardings = await import('./leaving/offboarding-queries.js');
const replacements = await import('./leaving/replacement-queries.js');
const messages = await import('./messages/message-queries.js');
const webhooks = await import('./webhooks/webhook-queries.js');
const shared = await import('./shared-items/shared-item-queries.js');
const connections = await import('./single-sign-on/connection-queries.js');
const invitations = await import('./invitations/invitation-queries.js');
const home = await import('./home/home-queries.js');
const audit = await import('./audit/audit-queries.js');
const { recordTypesQuery } = await import('./hand-overs/use-kind-of.js');
const { bulkJobQuery } = await import('./people/bulk-jobs.js');
const { accountQuery } = await import('./settings/account-query.js');
const { whyQuery } = await import('./seats/why.js');
const { meQuery } = await import('../api/me.js');
const { staleBy } = await import('./live-keys.js');

/** All that pages ask for, as they ask for it: of two people, runs, orders… each. */
const ASKED: Readonly<Record<string, QueryKey>> = {
  me: meQuery.queryKey,
  account: accountQuery.queryKey,
  people: people.peopleQuery({}).queryKey,
  ann: person.lookedAtQuery('usr_ann', null).queryKey,
  ben: person.lookedAtQuery('usr_ben', null).queryKey,
  annsRights: person.permissionsQuery('usr_ann', null).queryKey,
  annsHistory: person.historyQuery('usr_ann', null).queryKey,
  annsJoining: person.arrivalQuery('usr_ann').queryKey,
  annsLeaving: person.departureQuery('usr_ann').queryKey,
  annsReport: offboardings.reportQuery('usr_ann').queryKey,
  annsReplacement: replacements.replacementQuery('usr_ann').queryKey,
  joiners: home.arrivalsQuery.queryKey,
  leavers: home.departuresQuery.queryKey,
  someone: home.hasPeopleQuery.queryKey,
  annsMails: person.mailsQuery('usr_ann').queryKey,
  recordTypes: recordTypesQuery.queryKey,
  annsRecords: person.recordsQuery('usr_ann').queryKey,
  annOwns: leaving.ownedQuery('usr_ann').queryKey,
  names: ['people', 'by-id', ['usr_ann', 'usr_cat']],
  otherNames: ['people', 'by-id', ['usr_cat']],
  invitations: invitations.invitationsQuery({}).queryKey,
  offices: units.unitsQuery('office').queryKey,
  departments: units.unitsQuery('department').queryKey,
  officeChoices: people.choicesQuery('office').queryKey,
  groupChoices: people.choicesQuery('group').queryKey,
  fields: people.customFieldsQuery.queryKey,
  groups: groups.groupsQuery.queryKey,
  group: groups.groupQuery('grp_1').queryKey,
  otherGroup: groups.groupQuery('grp_2').queryKey,
  groupPeople: groups.groupPeopleQuery('grp_1').queryKey,
  licences: people.licensesQuery.queryKey,
  holders: licences.seatsQuery('core', undefined).queryKey,
  ledger: licences.ledgerQuery('core').queryKey,
  waiting: licences.waitingQuery('core').queryKey,
  why: whyQuery('core', 'invite', 1).queryKey,
  catalogue: licences.catalogQuery.queryKey,
  orders: licences.ordersQuery.queryKey,
  order: licences.orderQuery('ord_1').queryKey,
  invoices: licences.invoicesQuery.queryKey,
  otherOrder: licences.orderQuery('ord_2').queryKey,
  runs: runs.runsQuery.queryKey,
  run: runs.runQuery('rea_1').queryKey,
  otherRun: runs.runQuery('rea_2').queryKey,
  job: bulkJobQuery('job_1').queryKey,
  mails: messages.messagesQuery({}).queryKey,
  mail: messages.messageQuery('dlv_1').queryKey,
  silenced: messages.suppressionsQuery.queryKey,
  endpoints: webhooks.endpointsQuery.queryKey,
  endpoint: webhooks.endpointQuery('whe_1').queryKey,
  items: shared.sharedItemsQuery('').queryKey,
  itemPeople: shared.audienceQuery('shi_1').queryKey,
  otherItemPeople: shared.audienceQuery('shi_2').queryKey,
  annHas: shared.sharedWithQuery('usr_ann', true).queryKey,
  benLost: shared.sharedWithQuery('usr_ben', false).queryKey,
  connections: connections.connectionsQuery.queryKey,
  connection: connections.connectionQuery('sso_1').queryKey,
  otherConnection: connections.connectionQuery('sso_2').queryKey,
  log: audit.auditQuery({}, 'UTC').queryKey,
};

const SEATS = ['licences', 'holders', 'ledger', 'waiting', 'why'];
const AUDIENCES = ['itemPeople', 'otherItemPeople'];
const USER = [
  ...AUDIENCES,
  'people',
  'someone',
  'joiners',
  'leavers',
  'ann',
  'annsRights',
  'names',
  'invitations',
  'offices',
  'departments',
  'groupPeople',
];

it.each<[Change['subject']['kind'], string, readonly string[]]>([
  ['account', 'acc_1', ['me', 'account']],
  [
    'user',
    'usr_ann',
    [...USER, 'annHas', 'annsJoining', 'waiting', 'licences', 'annsReport', 'annsReplacement', 'annsHistory'],
  ],
  [
    'user',
    'usr_me',
    [
      ...AUDIENCES,
      'me',
      'people',
      'someone',
      'joiners',
      'leavers',
      'invitations',
      'offices',
      'departments',
      'groupPeople',
      'waiting',
      'licences',
    ],
  ],
  ['departure', 'usr_ann', ['people', 'someone', 'joiners', 'leavers', 'annsLeaving', 'annsHistory']],
  ['offboarding', 'usr_ann', ['annsReport', 'annsHistory']],
  ['replacement', 'usr_ann', ['annsReplacement', 'annsHistory']],
  ['sharing', 'usr_ann', [...AUDIENCES, 'annHas', 'annsHistory']],
  ['group', 'grp_1', ['me', 'groups', 'group', 'groupChoices', 'groupPeople', 'annsRights']],
  ['office', 'ofc_1', ['offices', 'officeChoices', 'people', 'someone', 'ann', 'ben']],
  ['custom-field', 'fld_1', ['fields', 'people', 'someone', 'ann', 'ben']],
  ['bulk-job', 'job_1', ['job']],
  ['seat', 'sea_1', SEATS],
  ['license', 'core', SEATS],
  ['reduction', 'red_1', SEATS],
  ['order', 'ord_1', ['orders', 'order']],
  ['invoice', 'inv_1', ['orders', 'order', 'otherOrder', 'invoices']],
  ['reassignment', 'rea_1', ['runs', 'run', 'annsRecords', 'annOwns', 'annsReport', 'annsReplacement']],
  ['record-import', 'rim_1', ['recordTypes', 'annsRecords', 'annOwns']],
  ['record-type', 'matter', ['recordTypes', 'annsRecords', 'annOwns']],
  ['delivery', 'dlv_1', ['mails', 'mail', 'silenced', 'annsMails', 'invitations']],
  ['suppression', 'sup_1', ['silenced']],
  ['webhook-endpoint', 'whe_1', ['endpoints', 'endpoint']],
  ['sso-connection', 'sso_1', ['connections', 'connection']],
  ['shared-item', 'shi_1', ['items', 'itemPeople', 'annHas', 'benLost']],
  ['of a newer gateway' as 'user', 'new_1', []],
])('a change of %s %s is shown by what is listed, and by the log', (kind, id, expected) => {
  const change = { type: 'x', subject: { kind, id }, version: null, at: '2026-03-12T16:40:59.000Z' };
  const { keys, log } = staleBy(change, 'usr_me');
  const shown = Object.entries(ASKED)
    .filter(([, key]) => [...keys, ...log].some((beginning) => isShownBy(beginning, key)))
    .map(([name]) => name);
  expect(shown.sort()).toEqual([...expected, 'log'].sort());
});

it.each([
  ['somebody who is looked at for a reason', person.lookedAtQuery('usr_ann', 'why')],
  ['their history', person.historyQuery('usr_ann', 'why')],
  ['their permissions', person.permissionsQuery('usr_ann', 'why')],
  ['their sessions', person.sessionsQuery('usr_ann', 'why')],
  ['their factors', person.factorsQuery('usr_ann', 'why')],
  ['what an undo would give back', runs.undoPreviewQuery('rea_1')],
  ['what an offboarding would do', offboardings.offboardingPreviewQuery('usr_ann', null)],
  [
    'what a replacement would do',
    replacements.replacementPreviewQuery('usr_ann', { by: { userId: 'usr_ben' } }),
  ],
])('%s stays as it was shown', (_what, { meta }) => {
  expect(meta).toEqual({ staysAsShown: true });
});
