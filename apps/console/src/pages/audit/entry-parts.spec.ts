import type { AuditEntry } from './audit-queries.js';
import { entryParts, peopleIn, saidOf } from './entry-parts.js';

const ada = { type: 'user', id: 'usr_ada' } as const;
const entry = (
  target: AuditEntry['target'],
  detail: AuditEntry['detail'],
  actor: AuditEntry['actor'] = ada,
) => ({ actor, target, detail }) as AuditEntry;

it.each([
  [
    'whom it was done to',
    entry({ kind: 'user', id: 'usr_ben' }, { username: 'ben' }),
    { user: 'usr_ben', isSelf: false },
  ],
  ['that it was oneself', entry({ kind: 'password', id: 'usr_ada' }, {}), { user: 'usr_ada', isSelf: true }],
  [
    'whose session ended',
    entry({ kind: 'session', id: 'ses_1' }, { userId: 'usr_ben', client: 'Firefox' }),
    { user: 'usr_ben', isSelf: false },
  ],
  [
    'from whom a hand-over is',
    entry({ kind: 'reassignment', id: 'rea_1' }, { from: 'usr_ben', total: 3 }),
    { user: 'usr_ben', isSelf: false },
  ],
  [
    'between whom a seat passed',
    entry({ kind: 'seat', id: 's:1' }, { userId: 'usr_ben', previousUserId: 'usr_cid', product: 'core' }),
    { user: 'usr_ben', previous: 'usr_cid', product: 'core', isSelf: false },
  ],
  [
    'what a group is called',
    entry({ kind: 'group', id: 'grp_1' }, { name: 'Desk' }),
    { name: 'Desk', isSelf: false },
  ],
  ['nothing that is not there', entry({ kind: 'account', id: 'acc_1' }, { name: 7 }), { isSelf: false }],
])('an entry tells %s', (_what, given, parts) => {
  expect(entryParts(given)).toEqual(parts);
});

it('asks for all who are named, and for no part of the product', () => {
  const system = { type: 'system', id: 'licensing' } as const;
  const swapped = entry({ kind: 'seat', id: 's' }, { userId: 'usr_ben', previousUserId: 'usr_cid' }, system);
  expect(peopleIn([swapped, entry({ kind: 'group', id: 'grp_1' }, {})])).toEqual([
    'usr_ben',
    'usr_cid',
    'usr_ada',
  ]);
});

it('tells an address once where the call came from there, and besides where it is another one', () => {
  expect(saidOf({ address: '192.0.2.1', detail: { address: '192.0.2.1' } })).toContain('address');
  expect(saidOf({ address: '192.0.2.1', detail: { address: '192.0.2.2' } })).not.toContain('address');
  expect(saidOf({ address: null, detail: { address: '192.0.2.1' } })).not.toContain('address');
});
