import { type Affiliate, Fault, type MadeOffer } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import type { ParentOffer } from '../accounts/hierarchy.schema.js';
import { MOST_AFFILIATES, MOST_LEVELS, type Placed } from '../accounts/trees.js';

/** Open offers to one account, by whomever, and of one account to others. */
export const MOST_OFFERS_TO_ONE = 20;
export const MOST_OFFERS_OF_ONE = 100;

const DAY_MS = 86_400_000;
const OFFER_MS = 30 * DAY_MS;

/** Nobody is above whom they are below: `line` leads from the account that is to be right above up to the top. */
export const refuseLoop = (accountId: string, line: readonly { _id: string }[]): Fault | null =>
  line.some(({ _id }) => _id === accountId)
    ? new Fault('hierarchy-loop', 'The account that is to be above is below this one, or is this one.')
    : null;

/** `level` is how far below the top the account comes to be, `height` how many levels it brings along. */
export const refuseTooDeep = (level: number, height: number): Fault | null =>
  level + height > MOST_LEVELS
    ? new Fault('hierarchy-too-large', `A hierarchy has at most ${MOST_LEVELS} levels below the top.`)
    : null;

export const refuseTooMany = (below: number, coming: number): Fault | null =>
  below + coming > MOST_AFFILIATES
    ? new Fault('hierarchy-too-large', `A hierarchy has at most ${MOST_AFFILIATES} accounts below the top.`)
    : null;

/** Level by level, so that each comes after the account above it; by name in a level. */
export const sortKeyOf = ({ branch, depth }: Placed): [number, string, string] => [
  depth,
  fold(branch.name),
  branch._id,
];

export function compareKeys(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index];
    if (against === undefined || value === against) continue;
    return value < against ? -1 : 1;
  }
  return 0;
}

/** An account with a parent, as the API shows it. */
export const toAffiliate = ({ branch, depth }: Placed): Affiliate => ({
  id: branch._id,
  name: branch.name,
  slug: branch.slug,
  parentId: branch.parentId ?? '',
  depth,
  since: (branch.parentSince ?? branch.createdAt).toISOString(),
  createdAt: branch.createdAt.toISOString(),
});

export const newOffer = (id: string, parentId: string, now: Date): ParentOffer => ({
  id,
  parentId,
  madeAt: now,
  until: new Date(now.getTime() + OFFER_MS),
});

interface Offered {
  parentOffers?: ParentOffer[] | undefined;
}

const isOpen = ({ until, endedAt }: ParentOffer, now: Date): boolean => endedAt === undefined && until > now;

/** Offers that can be accepted. */
export const openOffers = ({ parentOffers = [] }: Offered, now: Date): ParentOffer[] =>
  parentOffers.filter((offer) => isOpen(offer, now));

/** Whoever was refused, or has thought better of it, does not fill the log of the other account by asking over and over. */
export const refuseAskingAgain = ({ parentOffers = [] }: Offered, by: string, now: Date): Fault | null =>
  parentOffers.some(({ parentId, endedAt }) => parentId === by && isRecent(endedAt, now))
    ? new Fault(
        'too-many-offers',
        'An offer to this account has just been withdrawn or declined: wait a day.',
      )
    : null;

const isRecent = (endedAt: Date | undefined, now: Date): boolean =>
  endedAt !== undefined && now.getTime() - endedAt.getTime() < DAY_MS;

/** What is worth keeping: what is open, and what has just ended. */
const kept = ({ parentOffers = [] }: Offered, now: Date): ParentOffer[] =>
  parentOffers.filter((offer) => isOpen(offer, now) || isRecent(offer.endedAt, now));

export const withOffer = (account: Offered, offer: ParentOffer, now: Date) =>
  offersStored([...kept(account, now), offer]);

/** For an offer that was withdrawn or declined. */
export const withEnded = (account: Offered, offerId: string, now: Date) =>
  offersStored(
    kept(account, now).map((offer) => (offer.id === offerId ? { ...offer, endedAt: now } : offer)),
  );

/** For an offer that was accepted. */
export const withoutOffer = (account: Offered, offerId: string, now: Date) =>
  offersStored(kept(account, now).filter(({ id }) => id !== offerId));

/** How a change of the offers is stored: without any there is no such field. */
const offersStored = (left: ParentOffer[]): { set?: { parentOffers: ParentOffer[] }; unset?: string[] } =>
  left.length > 0 ? { set: { parentOffers: left } } : { unset: ['parentOffers'] };

export const toMadeOffer = (slug: string, { id, madeAt, until }: ParentOffer): MadeOffer => ({
  id,
  account: slug,
  madeAt: madeAt.toISOString(),
  expiresAt: until.toISOString(),
});
