import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  affiliateOfferMade,
  affiliateOfferWithdrawn,
  Fault,
  type Input,
  listMadeOffers,
  type MadeOffer,
  offerAffiliation,
  type Output,
  refuse,
  withdrawOffer,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { refuseUnconfirmed } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { offerEvents } from '../accounts/hierarchy-events.js';
import { HierarchyRepository } from '../accounts/hierarchy.repository.js';
import type { ParentOffer } from '../accounts/hierarchy.schema.js';
import {
  MOST_OFFERS_OF_ONE,
  MOST_OFFERS_TO_ONE,
  newOffer,
  openOffers,
  refuseAskingAgain,
  toMadeOffer,
  withEnded,
  withOffer,
} from './hierarchy.js';

/** What an account asks others: to become its affiliates. Nobody does who has not accepted. */
@Injectable()
export class MadeOffersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly hierarchy: HierarchyRepository,
    private readonly clock: Clock,
  ) {}

  /** Asked again while an offer is open, it answers with that one. */
  @Handle(offerAffiliation)
  async make({ accountId, by, offerId, account: slug }: Input<typeof offerAffiliation>): Promise<MadeOffer> {
    const parent = await this.accounts.get(accountId);
    refuse(refuseUnconfirmed(parent));
    if (parent.slug === slug) throw wrongAccount('This is the own account');
    const found = await this.accounts.findBySlug(slug);
    if (!found || found.opening)
      throw new Fault('unknown-account', `There is no account with the slug ${slug}.`);
    const others = (await this.openOnes(accountId)).filter(({ asked }) => asked._id !== found._id);
    if (others.length >= MOST_OFFERS_OF_ONE)
      throw new Fault('too-many-offers', `At most ${MOST_OFFERS_OF_ONE} offers of an account are open.`);
    const after = await this.accounts.decide(found._id, (asked) => {
      if (asked.parentId === accountId) throw wrongAccount('The account is an affiliate already');
      const now = this.clock.now();
      const open = openOffers(asked, now);
      if (open.some(({ parentId }) => parentId === accountId)) return null;
      refuse(refuseAskingAgain(asked, accountId, now));
      if (open.length >= MOST_OFFERS_TO_ONE)
        throw new Fault('too-many-offers', 'The account has as many offers as it may have.');
      const doing = { by, home: accountId, now };
      return {
        update: withOffer(asked, newOffer(offerId, accountId, now), now),
        events: offerEvents(affiliateOfferMade, offerId, { asked, parent }, doing),
      };
    });
    const made = after && openOffers(after, this.clock.now()).find(({ parentId }) => parentId === accountId);
    if (!made) throw new Fault('unknown-account', `There is no account with the slug ${slug}.`);
    return toMadeOffer(slug, made);
  }

  @Handle(listMadeOffers)
  async list({ accountId }: Input<typeof listMadeOffers>): Promise<Output<typeof listMadeOffers>> {
    const open = await this.openOnes(accountId);
    const byTime = open.toSorted((a, b) => a.offer.madeAt.getTime() - b.offer.madeAt.getTime());
    return { items: byTime.map(({ asked, offer }) => toMadeOffer(asked.slug, offer)) };
  }

  @Handle(withdrawOffer)
  async withdraw({
    accountId,
    by,
    offerId,
  }: Input<typeof withdrawOffer>): Promise<Output<typeof withdrawOffer>> {
    const parent = await this.accounts.get(accountId);
    const open = await this.openOnes(accountId);
    const asked = open.find(({ offer }) => offer.id === offerId)?.asked;
    if (!asked) throw Fault.notFound('open offer');
    await this.accounts.decide(asked._id, (account) => {
      const now = this.clock.now();
      // Accepted or declined since it was found.
      if (!openOffers(account, now).some(({ id }) => id === offerId)) throw Fault.notFound('open offer');
      const doing = { by, home: accountId, now };
      return {
        update: withEnded(account, offerId, now),
        events: offerEvents(affiliateOfferWithdrawn, offerId, { asked: account, parent }, doing),
      };
    });
    return {};
  }

  private async openOnes(accountId: string): Promise<{ asked: StoredAccount; offer: ParentOffer }[]> {
    const now = this.clock.now();
    const asked = await this.hierarchy.askedBy(accountId, 10 * MOST_OFFERS_OF_ONE);
    return asked.flatMap((account) =>
      openOffers(account, now)
        .filter(({ parentId }) => parentId === accountId)
        .map((offer) => ({ asked: account, offer })),
    );
  }
}

const wrongAccount = (message: string) =>
  new Fault('validation-failed', { errors: [{ path: 'account', message }] });
