import type { QueryKey } from '@tanstack/react-query';
import type { Stale } from '../live/due-queries.js';
import { ANY, type Change } from '../live/shown-changes.js';

type Subject = Change['subject']['kind'];

/** Beginnings of the keys of what pages ask for, of each kind of thing that can change; the compiler misses one that is new. */
const SHOWN_IN: Readonly<Record<Subject, (id: string) => readonly QueryKey[]>> = {
  account: () => [['account'], ['me']],
  user: (id) => [
    ['people', 'list'],
    ['people', 'one', id],
    ['people', 'arrival', id],
    ['people', 'planned'],
    ['people', 'permissions', id],
    ['people', 'access', id],
    ['people', 'sessions', id],
    ['people', 'manages', id],
    ['people', 'offboarding', id],
    ['people', 'replacement', id],
    ['people', 'reports'],
    ['people', 'invitations'],
    ['people', 'of-group'],
    ['people', 'by-id', id],
    ['people', 'shared', id],
    ['shared-items', 'audience'],
    // How many are filed under each.
    ['organisation'],
    ['licenses', ANY, 'waiting'],
    // How many wait.
    ['licenses', 'list'],
  ],
  departure: (id) => [
    ['people', 'departure', id],
    ['people', 'planned'],
    ['people', 'list'],
  ],
  offboarding: (id) => [['people', 'offboarding', id]],
  replacement: (id) => [['people', 'replacement', id]],
  sharing: (id) => [
    ['people', 'shared', id],
    ['shared-items', 'audience'],
  ],
  group: (id) => [
    ['groups', 'list'],
    ['groups', 'one', id],
    ['choices', 'group'],
    ['people', 'permissions'],
    ['people', 'of-group', id],
    // What one may do oneself.
    ['me'],
  ],
  office: () => ofUnits('office'),
  department: () => ofUnits('department'),
  seniority: () => ofUnits('seniority'),
  'custom-field': () => [
    ['choices', 'custom-fields'],
    ['people', 'one'],
    ['people', 'list'],
  ],
  'shared-item': (id) => [
    ['shared-items', 'list'],
    ['shared-items', 'audience', id],
    ['people', 'shared'],
  ],
  'bulk-job': (id) => [['bulk', 'job', id]],
  import: () => [],
  seat: () => [['licenses']],
  license: () => [['licenses']],
  reduction: () => [['licenses']],
  order: (id) => [
    ['orders', 'list'],
    ['orders', 'one', id],
  ],
  invoice: () => [['orders']],
  reassignment: (id) => [
    ['runs', 'list'],
    ['runs', 'one', id],
    ['runs', 'left-alone', id],
    ['runs', 'skipped', id],
    ['records', 'of'],
    ['records', 'counts'],
    ['people', 'offboarding'],
    ['people', 'replacement'],
  ],
  'record-type': () => [['records']],
  'record-import': () => [['records']],
  delivery: (id) => [
    ['messages', 'list'],
    ['messages', 'one', id],
    // What comes back silences an address.
    ['messages', 'suppressions'],
    ['people', 'mails'],
    ['people', 'invitations'],
  ],
  suppression: () => [['messages', 'suppressions']],
  'sso-connection': (id) => [
    ['sso', 'list'],
    ['sso', 'one', id],
  ],
  'webhook-endpoint': (id) => [
    ['webhooks', 'list'],
    ['webhooks', 'one', id],
  ],
};

/** People show what they are filed under. */
const ofUnits = (kind: 'office' | 'department' | 'seniority'): readonly QueryKey[] => [
  ['organisation', kind],
  ['choices', kind],
  ['people', 'list'],
  ['people', 'one'],
];

/** Whom a change of these is about has it in their history. */
const ABOUT_SOMEBODY: ReadonlySet<Subject> = new Set([
  'user',
  'departure',
  'offboarding',
  'replacement',
  'sharing',
]);

/** What of all that the pages have asked for a change makes stale. */
export function staleBy({ subject: { kind, id } }: Change, userId: string): Stale {
  const isOneself = kind === 'user' && id === userId;
  return {
    // A newer gateway tells of what no page shows yet.
    keys: [...(SHOWN_IN[kind]?.(id) ?? []), ...(isOneself ? [['me']] : [])],
    log: [['audit', 'list'], ...(ABOUT_SOMEBODY.has(kind) ? [['people', 'history', id]] : [])],
  };
}
