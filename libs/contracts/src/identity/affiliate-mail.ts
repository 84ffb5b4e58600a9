import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, AffiliateOfferId, UserId } from '../ids.js';
import { SignInLetter } from '../notifications/letter.js';
import { Slug, Timestamp } from '../people.js';

/** No more people than that are told what becomes of an offer. */
export const MOST_TOLD_OF_OFFERS = 50;

/** Who can answer an offer, and who looks after those that were made. */
export const OfferSide = z.enum(['asked', 'offering']);
export type OfferSide = z.infer<typeof OfferSide>;

export const listToldOfOffers = defineRequest({
  name: 'identity.affiliate-mail.list.v1',
  askedBy: ['notifications'],
  summary:
    `The active people who are told of offers to become an affiliate, at most ${MOST_TOLD_OF_OFFERS}: of an account that was asked its ` +
    'global admins, of one that has asked who holds `accounts.affiliates`.',
  input: z.object({ accountId: AccountId, side: OfferSide }),
  output: z.object({ items: z.array(z.object({ userId: UserId, sendTo: z.string() })) }),
});

export const OfferLetter = SignInLetter.extend({
  otherName: z.string().nullable().describe('The other account; null for who may know no more than its slug'),
  otherSlug: Slug,
  expiresAt: Timestamp.nullable().describe('Until when it is open'),
});
export type OfferLetter = z.infer<typeof OfferLetter>;

const to = { accountId: AccountId, userId: UserId };

export const getOfferLetter = defineRequest({
  name: 'identity.affiliate-mail.letter.v1',
  askedBy: ['notifications'],
  summary:
    'The address of somebody who is told of an offer to become an affiliate, and what it says. Null when it is so no longer, or is none of ' +
    'theirs any more.',
  input: z.discriminatedUnion('about', [
    z.object({ ...to, about: z.literal('made'), offerId: AffiliateOfferId }),
    z.object({ ...to, about: z.literal('declined'), offerId: AffiliateOfferId }),
    z.object({ ...to, about: z.literal('accepted'), affiliateId: AccountId }),
  ]),
  output: z.object({ letter: OfferLetter.nullable() }),
});
