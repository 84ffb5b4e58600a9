import {
  type AccountName,
  type Actor,
  affiliateAttached,
  affiliateDetached,
  affiliateMoved,
  type affiliateOfferMade,
} from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';

type Named = Pick<AccountName, 'name' | 'slug'> & { _id: string };

/** Who does it, in which account they are at home, and when. */
export interface Doing {
  by: Actor;
  home: string;
  now: Date;
}

export const nameOf = ({ _id, name, slug }: Named): AccountName => ({ id: _id, name, slug });

/** In an account other than their own it is said whose user somebody is. */
export const actorIn = (accountId: string, { by, home }: Pick<Doing, 'by' | 'home'>): Actor =>
  accountId === home ? by : { ...by, accountId: home };

/** What happened is told once in each account that it concerns: the actor's own among them. */
const toldIn = (
  accounts: readonly Named[],
  doing: Doing,
  tell: (where: { accountId: string; actor: Actor }) => NewEvent,
): NewEvent[] =>
  [...new Set([...accounts.map(({ _id }) => _id), doing.home])].map((accountId) =>
    tell({ accountId, actor: actorIn(accountId, doing) }),
  );

export const attachedEvents = (
  affiliate: Named,
  parent: Named,
  cause: 'opened' | 'accepted',
  doing: Doing,
): NewEvent[] =>
  toldIn([affiliate, parent], doing, (where) => {
    const data = { ...where, affiliate: nameOf(affiliate), parentAccount: nameOf(parent), cause };
    return event(affiliateAttached, affiliate._id, data, doing.now);
  });

export const movedEvents = (affiliate: Named, from: Named, to: Named, doing: Doing): NewEvent[] =>
  toldIn([affiliate, from, to], doing, (where) => {
    const names = {
      affiliate: nameOf(affiliate),
      parentAccount: nameOf(to),
      formerParentAccount: nameOf(from),
    };
    return event(affiliateMoved, affiliate._id, { ...where, ...names }, doing.now);
  });

export const detachedEvents = (
  affiliate: Named,
  from: Named,
  cause: 'left' | 'released',
  doing: Doing,
): NewEvent[] =>
  toldIn([affiliate, from], doing, (where) => {
    const names = { affiliate: nameOf(affiliate), formerParentAccount: nameOf(from) };
    return event(affiliateDetached, affiliate._id, { ...where, ...names, cause }, doing.now);
  });

/** Of any of the three contracts, which say the same. Who makes an offer is told of the other account what they know of it: the slug. */
export const offerEvents = (
  contract: typeof affiliateOfferMade,
  offerId: string,
  { asked, parent }: { asked: Named; parent: Named },
  doing: Doing,
): NewEvent[] =>
  toldIn([asked, parent], doing, (where) => {
    const affiliate = where.accountId === asked._id ? nameOf(asked) : { slug: asked.slug };
    return event(
      contract,
      offerId,
      { ...where, affiliate, parentAccount: nameOf(parent), offerId },
      doing.now,
    );
  });
