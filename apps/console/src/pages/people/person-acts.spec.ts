import { ACTS, actsFor, refuseAct, RULES } from './person-acts.js';

const all = [...new Set(ACTS.map((act) => RULES[act].needs))];
const me = { id: 'usr_me', permissions: all };
const active = { id: 'usr_1', status: 'active', type: 'standard' } as const;

it.each([
  [
    'who is invited is not banned',
    'ban',
    { ...active, status: 'invited' },
    { why: 'status', status: 'invited' },
  ],
  ['who is active can be banned', 'ban', active, null],
  ['who waits can be uninvited', 'revoke-invitation', { ...active, status: 'waiting' }, null],
  [
    'who waits has no mail to send again',
    'resend-invitation',
    { ...active, status: 'waiting' },
    { why: 'status', status: 'waiting' },
  ],
  ['who has left comes back', 'reactivate', { ...active, status: 'deactivated' }, null],
  ['who is here does not come back', 'reactivate', active, { why: 'status', status: 'active' }],
  [
    'a service user has no password',
    'require-password-change',
    { ...active, type: 'service' },
    { why: 'service' },
  ],
  ['nobody bans themselves', 'ban', { ...active, id: 'usr_me' }, { why: 'self' }],
  ['one may end the own sessions', 'end-sessions', { ...active, id: 'usr_me' }, null],
] as const)('%s', (_what, act, person, refusal) => {
  expect(refuseAct(act, person, me)).toEqual(refusal);
});

it.each(ACTS)('%s is refused without its permission, before anything else is told', (act) => {
  const permissions = all.filter((permission) => permission !== RULES[act].needs);
  const refusal = { why: 'permission', permission: RULES[act].needs };
  expect(refuseAct(act, { ...active, status: 'pending' }, { id: 'usr_me', permissions })).toEqual(refusal);
});

it('who comes from above is offered no act by which one could sign in as somebody', () => {
  expect(actsFor(ACTS, false)).toEqual(ACTS);
  expect(ACTS.filter((act) => !actsFor(ACTS, true).includes(act))).toEqual([
    'require-password-change',
    'password-reset',
  ]);
});
