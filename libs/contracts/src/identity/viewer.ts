import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ApiKeyId, UserId } from '../ids.js';
import { line, unique } from '../people.js';

/** Said of an act or a look that somebody is let through for as a manager alone: it reaches only the people of their groups. */
export const asManager = z.literal(true).optional();

const MOST_LISTED = 500;

/**
 * Whose data a user may see: everybody's; that of the team, which is whoever reports to the user, directly or not; of those
 * who are listed; or nobody's but their own, which all see.
 */
export const Visibility = z.union([
  z.enum(['everyone', 'team', 'self']),
  z.strictObject({ users: unique(UserId, MOST_LISTED) }),
]);
export type Visibility = z.infer<typeof Visibility>;

/** Why somebody looks beyond their own visibility. */
export const PrivacyReason = line(500);

/** Who looks at people. Left out of a question, a part of the product does, which sees everybody. */
export const Viewer = z.object({
  userId: UserId,
  /** The account of who looks, where it is another one: above the one that is looked at. */
  accountId: AccountId.optional(),
  keyId: ApiKeyId.optional(),
  asManager,
  override: PrivacyReason.optional(),
});
export type Viewer = z.infer<typeof Viewer>;

/** Who acts looks as who they are. */
export const viewerOf = ({ id, keyId, accountId }: Actor): Viewer => ({ userId: id, keyId, accountId });

/** So many people are asked about at once. */
const MOST_ASKED = 200;

export const pickSeen = defineRequest({
  name: 'identity.user.pick-seen.v1',
  summary: `Which of some people somebody may look at; ${MOST_ASKED} at most. Who is not there is seen by nobody.`,
  input: z.object({
    accountId: AccountId,
    viewer: Viewer.omit({ override: true }),
    userIds: z.array(UserId).max(MOST_ASKED),
  }),
  output: z.object({ userIds: z.array(UserId) }),
  faults: ['forbidden'],
});

export const privacyOverridden = defineEvent({
  name: 'identity.user.privacy-overridden.v1',
  summary:
    'Somebody looked beyond their own visibility, for a reason. Subject is the user who was looked at, or of a list the one who looked.',
  data: z.object({ accountId: AccountId, actor: Actor, userId: UserId.optional(), reason: PrivacyReason }),
});
