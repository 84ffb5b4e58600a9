import { z } from 'zod';
import { Actor, ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, AffiliateOfferId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Slug, Timestamp } from '../people.js';
import { Account, SignUp } from './account.js';
import { User } from './user.js';

/** What accounts of one hierarchy, or about to be, may know of each other. */
export const AccountName = z.object({ id: AccountId, name: z.string(), slug: z.string() });
export type AccountName = z.infer<typeof AccountName>;

/** An account below another, with licences, groups and people of its own. */
export const Affiliate = AccountName.extend({
  parentId: AccountId.describe('The account right above it'),
  depth: z.int().describe('How far below the own account: 1 is right below'),
  since: Timestamp.describe('Since when it is right below that account'),
  createdAt: Timestamp,
});
export type Affiliate = z.infer<typeof Affiliate>;

const account = { accountId: AccountId };
const command = { ...account, by: Actor };

export const listAffiliates = defineRequest({
  name: 'identity.affiliate.list.v1',
  summary:
    'Accounts right below an account, by name; or with `tree` those further below too, level by level, so that each comes after ' +
    'the account above it.',
  input: z.object({ ...account, tree: z.boolean(), page: PageRequest }),
  output: pageOf(Affiliate),
  faults: ['validation-failed', 'hierarchy-too-large'],
});

/** Whoever opens it says the founder's password, and so it is good for nothing but choosing another one. */
export const NewAffiliate = SignUp;

export const createAffiliate = defineRequest({
  name: 'identity.affiliate.create.v1',
  summary:
    'Opens an account right below another, as a sign-up does: with a first global admin, who chooses another password and ' +
    'confirms the address.',
  input: NewAffiliate.extend({ ...command, affiliateId: AccountId, adminId: UserId }),
  output: z.object({ account: Account, user: User }),
  faults: [
    'slug-taken',
    'no-free-seat',
    'not-found',
    'validation-failed',
    'busy',
    'too-many-requests',
    'address-not-confirmed',
    'hierarchy-too-large',
  ],
  timeoutMs: 10_000,
});

export const moveAffiliate = defineRequest({
  name: 'identity.affiliate.move.v1',
  summary:
    'Puts an account below another of the same hierarchy, with all that is below it. Where it is already, nothing changes.',
  input: z.object({ ...command, affiliateId: AccountId, under: AccountId }),
  output: Affiliate,
  faults: ['not-found', 'validation-failed', 'hierarchy-loop', 'hierarchy-too-large'],
  timeoutMs: 10_000,
});

export const releaseAffiliate = defineRequest({
  name: 'identity.affiliate.release.v1',
  summary: 'Lets an account below go, with all that is below it: from then on it stands alone.',
  input: z.object({ ...command, affiliateId: AccountId }),
  output: z.object({}),
  faults: ['not-found'],
});

/** An offer as whoever made it sees it: of the account it names nothing is known but the slug. */
export const MadeOffer = z.object({
  id: AffiliateOfferId,
  account: Slug.describe('The slug of the account that is asked'),
  madeAt: Timestamp,
  expiresAt: Timestamp,
});
export type MadeOffer = z.infer<typeof MadeOffer>;

/** An offer as the account sees it that it was made to. */
export const ReceivedOffer = z.object({
  id: AffiliateOfferId,
  parent: AccountName,
  madeAt: Timestamp,
  expiresAt: Timestamp,
});

export const offerAffiliation = defineRequest({
  name: 'identity.affiliate-offer.make.v1',
  summary:
    'Asks another account to become an affiliate. It becomes one when a global admin of it accepts. Who has asked is answered with ' +
    'the offer that is open.',
  input: z.object({ ...command, offerId: AffiliateOfferId, account: Slug }),
  output: MadeOffer,
  faults: ['unknown-account', 'validation-failed', 'too-many-offers', 'address-not-confirmed'],
});

export const listMadeOffers = defineRequest({
  name: 'identity.affiliate-offer.list.v1',
  summary: 'The open offers that an account has made, the oldest first.',
  input: z.object(account),
  output: z.object({ items: z.array(MadeOffer) }),
});

export const withdrawOffer = defineRequest({
  name: 'identity.affiliate-offer.withdraw.v1',
  summary: 'Takes an offer back that was not accepted.',
  input: z.object({ ...command, offerId: AffiliateOfferId }),
  output: z.object({}),
  faults: ['not-found'],
});

export const ParentView = z.object({
  parent: AccountName.nullable().describe('The account right above; null for one that stands alone'),
  since: Timestamp.nullable(),
  offers: z.array(ReceivedOffer).describe('Open offers to become an affiliate, the oldest first'),
});
export type ParentView = z.infer<typeof ParentView>;

export const getParent = defineRequest({
  name: 'identity.parent.get.v1',
  summary: 'The account right above, and the offers of those that would be.',
  input: z.object(account),
  output: ParentView,
  faults: ['not-found'],
});

export const acceptOffer = defineRequest({
  name: 'identity.parent.accept.v1',
  summary:
    'Makes the account an affiliate of who made the offer. Only a global admin does, not by an API key, and proves that it is they.',
  input: z.object({ ...command, by: ProvingActor, offerId: AffiliateOfferId }),
  output: ParentView,
  faults: ['not-found', 'forbidden', 'proof-required', 'has-parent', 'hierarchy-loop', 'hierarchy-too-large'],
  timeoutMs: 10_000,
});

export const declineOffer = defineRequest({
  name: 'identity.parent.decline.v1',
  summary: 'Takes an offer off the list of those that the account has got.',
  input: z.object({ ...command, offerId: AffiliateOfferId }),
  output: z.object({}),
  faults: ['not-found'],
});

export const leaveParent = defineRequest({
  name: 'identity.parent.leave.v1',
  summary:
    'Ends that the account is an affiliate; what is below it stays below it. Only a global admin does, not by an API key.',
  input: z.object(command),
  output: z.object({}),
  faults: ['not-found', 'forbidden'],
});

/** Told in each account that it concerns, under its `accountId`. */
const told = { accountId: AccountId, actor: Actor, affiliate: AccountName };
const parentAccount = AccountName;

export const affiliateAttached = defineEvent({
  name: 'identity.affiliate.attached.v1',
  summary:
    'An account has become an affiliate of another: it was opened below it, or has accepted an offer. Told in both.',
  data: z.object({ ...told, parentAccount, cause: z.enum(['opened', 'accepted']) }),
});

export const affiliateMoved = defineEvent({
  name: 'identity.affiliate.moved.v1',
  summary:
    'An affiliate, and all below it, was put below another account of the hierarchy. Told in each of them.',
  data: z.object({ ...told, parentAccount, formerParentAccount: AccountName }),
});

export const affiliateDetached = defineEvent({
  name: 'identity.affiliate.detached.v1',
  summary: 'An account is an affiliate no longer: it has left, or was let go. Told in both.',
  data: z.object({ ...told, formerParentAccount: AccountName, cause: z.enum(['left', 'released']) }),
});

const offerEvent = (verb: string, summary: string) =>
  defineEvent({
    name: `identity.affiliate-offer.${verb}.v1`,
    summary: `${summary} Told in both.`,
    data: z.object({
      ...told,
      affiliate: AccountName.partial().required({ slug: true }),
      parentAccount,
      offerId: AffiliateOfferId,
    }),
  });
export const affiliateOfferMade = offerEvent('made', 'An account was asked to become an affiliate.');
export const affiliateOfferWithdrawn = offerEvent('withdrawn', 'An offer was taken back by who made it.');
export const affiliateOfferDeclined = offerEvent('declined', 'An offer was declined by who was asked.');
