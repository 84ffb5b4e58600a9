import { userActor } from '@seatkeeper/contracts';
import {
  askedChange,
  confirmedChange,
  endedChanges,
  endedOwnChanges,
  isOpen,
  keepsAddress,
  masked,
  newEmailChange,
  refuseConfirming,
  toEmailChange,
  withChange,
} from './email-changes.js';
import type { StoredEmailChange } from './user-email-changes.schema.js';

const now = new Date('2026-11-30T12:00:00Z');
const after = (days: number) => new Date(now.getTime() + days * 86_400_000);
const liam = { _id: 'usr_5t8y2u7i4o1p' };
const change = (id: string, more: Partial<StoredEmailChange> = {}): StoredEmailChange => ({
  ...newEmailChange(
    {
      id,
      tokenHash: `hash of ${id}`,
      state: 'open',
      from: 'liam@firm.example',
      sentTo: 'liam@private.example',
      by: userActor('usr_adaquill'),
    },
    now,
  ),
  ...more,
});
const states = ({ emailChanges = [] }: { emailChanges?: StoredEmailChange[] }) =>
  emailChanges.map(({ id, state }) => `${id} ${state}`);

const link = { id: 'ssl_1', provider: 'p', connectionId: 'sso_1', linkedAt: now };
it.each<[string, Parameters<typeof keepsAddress>[0], boolean]>([
  ['who is being created', { type: 'standard', status: 'pending' }, false],
  ['who waits for a seat', { type: 'standard', status: 'waiting' }, false],
  ['who is invited', { type: 'standard', status: 'invited' }, false],
  ['who signs in with a password', { type: 'standard', status: 'active', passwordHash: 'x' }, true],
  ['who signs in elsewhere', { type: 'standard', status: 'active', ssoLinks: [link] }, true],
  ['who is banned', { type: 'standard', status: 'banned', passwordHash: 'x' }, true],
  ['who left and would come back', { type: 'standard', status: 'deactivated', passwordHash: 'x' }, true],
  [
    'who left and would come back by a provider',
    { type: 'standard', status: 'deactivated', ssoLinks: [link] },
    true,
  ],
  ['who was never here', { type: 'standard', status: 'deactivated' }, false],
  ['a machine', { type: 'service', status: 'active' }, false],
])('another address of %s waits for who reads it: %s', (_who, user, waits) => {
  expect(keepsAddress(user)).toBe(waits);
});

it('has one open change at most: another one voids it, and the latest twenty are remembered', () => {
  let user: { emailChanges?: StoredEmailChange[] } = {};
  expect(askedChange(user)).toBeUndefined();
  for (let n = 1; n <= 25; n += 1) user = { emailChanges: withChange(user, change(`emc_${n}`)) };
  expect(user.emailChanges).toHaveLength(20);
  expect(states(user).slice(-3)).toEqual(['emc_23 ended', 'emc_24 ended', 'emc_25 open']);
  expect(askedChange(user)?.id).toBe('emc_25');
});

it('ends with an access whoever asked for it, and with a password only what the user asked for', () => {
  const byAda = { ...liam, emailChanges: [change('emc_1')] };
  const byLiam = { ...liam, emailChanges: [change('emc_1', { by: userActor(liam._id) })] };
  expect([byAda, byLiam].map((user) => states(endedChanges(user)))).toEqual([
    ['emc_1 ended'],
    ['emc_1 ended'],
  ]);
  expect([byAda, byLiam].map((user) => states(endedOwnChanges(user)))).toEqual([[], ['emc_1 ended']]);
  expect(endedChanges({ emailChanges: confirmedChange(byAda, 'emc_1') })).toEqual({});
});

it.each([
  ['open', 0, null],
  ['open', 2.99, null],
  ['open', 3, 'email-change-ended'],
  ['ended', 0, 'email-change-ended'],
  ['confirmed', 0, 'email-change-ended'],
] as const)('a change that is %s is looked at after %s days: %s', (state, days, code) => {
  const asked = change('emc_1', { state });
  expect(refuseConfirming(asked, after(days))?.code ?? null).toBe(code);
  expect(isOpen(asked, after(days))).toBe(code === null);
});

it('is shown with where it leads and until when, also when its time is over, and not once it is done', () => {
  const user = { emailChanges: [change('emc_1')] };
  expect(toEmailChange(user)).toEqual({
    to: 'liam@private.example',
    requestedAt: now.toISOString(),
    expiresAt: after(3).toISOString(),
  });
  expect(toEmailChange({ emailChanges: confirmedChange(user, 'emc_1') })).toBeNull();
});

it.each([
  ['liam@private.example', 'l•••@private.example'],
  ['l@private.example', '•••@private.example'],
  ['"a@b"@private.example', '"•••@private.example'],
  ['𝒜da@private.example', '𝒜•••@private.example'],
])('%s is told to the address before as %s', (address, shown) => {
  expect(masked(address)).toBe(shown);
});
