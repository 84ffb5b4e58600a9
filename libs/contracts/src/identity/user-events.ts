import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent } from '../contract.js';
import { AccountId } from '../ids.js';
import { User } from './user.js';

const changed = { accountId: AccountId, actor: Actor, user: User, changes: z.array(Change) };

const userEvent = (verb: string, summary: string) =>
  defineEvent({ name: `identity.user.${verb}.v1`, summary, data: z.object(changed) });

/** Why what was planned for a day could not be done. */
export const refusedPlan = {
  cause: z.string(),
  reason: z.string(),
  again: z.boolean().optional().describe('Whether it was refused for the same cause the last time'),
};

/** Events of users carry the user as it is after the change; `sequence` is the user's version. */
export const userInvited = userEvent('invited', 'A user holds seats and has an invitation.');

export const userWaitListed = userEvent('wait-listed', 'A user waits for a free seat.');
export const userMovedOnWaitList = userEvent(
  'moved-on-wait-list',
  'Somebody who waits for a seat is served earlier or later than before.',
);
export const userActivated = userEvent('activated', 'A user accepted the invitation, or was created active.');
export const userUpdated = userEvent('updated', 'Fields of a user changed.');

export const userSessionsEnded = userEvent(
  'sessions-ended',
  'All sessions of a user were ended, or all but the one that asked.',
);

export const userBanned = userEvent('banned', 'A user was banned.');
export const userUnbanned = userEvent('unbanned', 'A ban was lifted or ended by time.');
export const userSeatSuspended = userEvent(
  'seat-suspended',
  'A user is kept out: more seats are held than purchased, the grace is over, and others took theirs before.',
);
export const userSeatResumed = userEvent(
  'seat-resumed',
  'A user who was kept out for want of seats is back.',
);
export const userReactivated = userEvent('reactivated', 'A deactivated user is active again.');
export const userArrivalPlanned = userEvent(
  'arrival-planned',
  'Somebody is to be invited on a day to come, or on another one than before.',
);
export const userArrivalCancelled = userEvent(
  'arrival-cancelled',
  'Somebody who was to be invited on a day to come is not.',
);
export const userReplaced = userEvent('replaced', 'A user took the place of another.');
export const invitationRevoked = userEvent('invitation-revoked', 'An invitation was withdrawn.');
export const invitationExpired = userEvent('invitation-expired', 'An invitation was not accepted in time.');

export const userArrivalRefused = defineEvent({
  name: 'identity.user.arrival-refused.v1',
  summary:
    'Somebody could not be invited on the day planned. It stays planned, and is tried again every day.',
  data: z.object({ ...changed, ...refusedPlan }),
});

export const userDeactivated = defineEvent({
  name: 'identity.user.deactivated.v1',
  summary: 'A user was deactivated.',
  data: z.object({ ...changed, reason: z.string().optional() }),
});
