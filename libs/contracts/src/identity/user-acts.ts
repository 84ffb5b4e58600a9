import { z } from 'zod';
import { ProvingActor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, ReassignmentId, UserId } from '../ids.js';
import { claimRefusals } from '../licensing/license.js';
import { Day, line, Timestamp, unique } from '../people.js';
import { Distribution } from '../reassignment/plan.js';
import { Bound } from '../reassignment/manifest.js';
import { NewUser, UserChanges } from './user-profile.js';
import { User, userCommand } from './user.js';
import { asManager } from './viewer.js';

export const WhenNoSeat = z.enum(['fail', 'wait']).default('fail');

export const inviteUser = defineRequest({
  name: 'identity.user.invite.v1',
  summary:
    'Creates a user, claims a seat of each product and issues the invitation; all or nothing. The caller ' +
    'chooses the id, so that asking again continues the first attempt. The status of the answer is ' +
    '`invited`, `waiting` when the caller wants to wait for a seat, or `active` for a service user. With `joinsOn` ' +
    'nothing is claimed or sent before that day; until then the status is `deactivated`.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    userId: UserId,
    user: NewUser,
    whenNoSeat: WhenNoSeat,
    joinsOn: Day.optional(),
    asManager,
  }),
  output: User,
  faults: [
    'not-found',
    'username-taken',
    'external-id-taken',
    ...claimRefusals,
    'forbidden',
    'proof-required',
    'validation-failed',
    'too-many-requests',
    'address-not-confirmed',
  ],
  timeoutMs: 10_000,
});

export const updateUser = defineRequest({
  name: 'identity.user.update.v1',
  summary: 'Changes a user. Products are claimed before, or freed after, they change.',
  input: z.object({ ...userCommand, changes: UserChanges, ifVersion: z.int().optional() }),
  output: User,
  faults: [
    'not-found',
    'precondition-failed',
    'username-taken',
    'external-id-taken',
    ...claimRefusals,
    'rename-is-not-replace',
    'last-global-admin',
    'forbidden',
    'proof-required',
    'wrong-status',
    'user-busy',
    'validation-failed',
    'too-many-requests',
  ],
  timeoutMs: 10_000,
});

export const deactivateUser = defineRequest({
  name: 'identity.user.deactivate.v1',
  summary:
    'Ends sessions at once, frees the seats and, if asked, starts moving the records. Deactivating a user ' +
    'who is deactivated already answers with what was done then.',
  input: z.object({
    ...userCommand,
    reason: line(500).optional(),
    /** The id the reassignment gets; left out, nothing is moved. */
    reassign: z.object({ reassignmentId: ReassignmentId, plan: Distribution }).optional(),
  }),
  output: z.object({ user: User, seatsFreed: z.int(), reassignmentId: ReassignmentId.optional() }),
  faults: [
    'not-found',
    'last-global-admin',
    'wrong-status',
    'user-busy',
    'forbidden',
    'proof-required',
    'validation-failed',
  ],
  timeoutMs: 10_000,
});

export const reactivateUser = defineRequest({
  name: 'identity.user.reactivate.v1',
  summary: 'Claims the seats again and restores membership; who never set a password is invited again.',
  input: z.object(userCommand),
  output: User,
  faults: [
    'not-found',
    ...claimRefusals,
    'wrong-status',
    'user-busy',
    'forbidden',
    'proof-required',
    'validation-failed',
    'too-many-requests',
    'address-not-confirmed',
  ],
  timeoutMs: 10_000,
});

export const banUser = defineRequest({
  name: 'identity.user.ban.v1',
  summary:
    'Ends sessions and refuses sign-in until the ban is lifted or its time is over; the seat stays held.',
  input: z.object({ ...userCommand, reason: line(500), until: Timestamp.optional() }),
  output: User,
  faults: [
    'not-found',
    'wrong-status',
    'user-busy',
    'last-global-admin',
    'forbidden',
    'proof-required',
    'validation-failed',
  ],
});

export const unbanUser = defineRequest({
  name: 'identity.user.unban.v1',
  summary: 'Lifts a ban.',
  input: z.object(userCommand),
  output: User,
  faults: ['not-found', 'wrong-status', 'user-busy', 'forbidden', 'proof-required'],
});

export const Replacement = z.union([
  z.strictObject({ userId: UserId }),
  z.strictObject({ newUser: NewUser.omit({ type: true, products: true }) }),
]);

export const CopyOnReplace = z.enum(['groups', 'offices', 'visibility', 'sharedItems']);

export const replaceUser = defineRequest({
  name: 'identity.user.replace.v1',
  summary:
    'One user takes the place of another: seats change hands by a swap, so none needs to be free; direct ' +
    'reports and, if asked, records follow; the one replaced ends deactivated.',
  input: z.object({
    ...userCommand,
    by: ProvingActor,
    replacement: Replacement,
    /** The id a new user gets. */
    newUserId: UserId,
    reassignmentId: ReassignmentId.optional(),
    copy: unique(CopyOnReplace, CopyOnReplace.options.length).default([]),
    /** The preview that is to move, without what was written since. */
    bound: Bound.optional(),
  }),
  output: z.object({
    user: User,
    replacement: User,
    seatsSwapped: z.int(),
    groupsManaged: z.int().default(0).describe('Groups whose management was handed over'),
    reassignmentId: ReassignmentId.optional(),
  }),
  faults: [
    'not-found',
    'username-taken',
    'external-id-taken',
    'last-global-admin',
    'wrong-status',
    'user-busy',
    'forbidden',
    'proof-required',
    'validation-failed',
    'too-much-drift',
    'too-many-requests',
    'address-not-confirmed',
  ],
  timeoutMs: 10_000,
});
