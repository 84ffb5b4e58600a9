import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  acceptOffer,
  affiliateOfferDeclined,
  declineOffer,
  Fault,
  getParent,
  type Input,
  leaveParent,
  type Output,
  type ParentView,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { attachedEvents, nameOf, offerEvents } from '../accounts/hierarchy-events.js';
import { LineageService } from '../accounts/lineage.service.js';
import { AuthorityService } from '../admins/authority.service.js';
import { DetachingService } from './detaching.service.js';
import { openOffers, withEnded, withoutOffer } from './hierarchy.js';
import { PlacingService } from './placing.service.js';

/**
 * What an account decides about the one above it. Whoever accepts or leaves decides who may act in the account, so only a
 * global admin does.
 */
@Injectable()
export class ParentsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
    private readonly lineage: LineageService,
    private readonly placing: PlacingService,
    private readonly detaching: DetachingService,
    private readonly clock: Clock,
  ) {}

  @Handle(getParent)
  async get({ accountId }: Input<typeof getParent>): Promise<ParentView> {
    const account = await this.accounts.get(accountId);
    const [parent, offers] = await Promise.all([
      account.parentId === undefined ? null : this.accounts.find(account.parentId),
      Promise.all(
        openOffers(account, this.clock.now()).map(async ({ id, parentId, madeAt, until }) => {
          const by = await this.accounts.get(parentId);
          return { id, parent: nameOf(by), madeAt: madeAt.toISOString(), expiresAt: until.toISOString() };
        }),
      ),
    ]);
    return {
      parent: parent && nameOf(parent),
      since: account.parentSince?.toISOString() ?? null,
      offers,
    };
  }

  /** Accepted again, it is answered as before. */
  @Handle(acceptOffer)
  async accept({ accountId, by, offerId }: Input<typeof acceptOffer>): Promise<ParentView> {
    await this.authority.refuseUnlessProvedAdmin(accountId, by, 'accept a parent account');
    const account = await this.accounts.get(accountId);
    if (account.parentId === undefined || account.acceptedOffer !== offerId) {
      const { parentId: under } = this.openOffer(account, offerId);
      refuseSecondParent(account);
      await this.placing.place({
        accountId,
        under,
        write:
          ({ above: [parent] }) =>
          (current) => {
            this.openOffer(current, offerId);
            refuseSecondParent(current);
            if (!parent) return null;
            const now = this.clock.now();
            const { set, unset } = withoutOffer(current, offerId, now);
            return {
              update: {
                set: { ...set, parentId: under, parentSince: now, acceptedOffer: offerId },
                ...(unset && { unset }),
              },
              events: attachedEvents(current, parent, 'accepted', { by, home: accountId, now }),
            };
          },
      });
    }
    return this.get({ accountId });
  }

  @Handle(declineOffer)
  async decline({
    accountId,
    by,
    offerId,
  }: Input<typeof declineOffer>): Promise<Output<typeof declineOffer>> {
    const { parentId } = this.openOffer(await this.accounts.get(accountId), offerId);
    const parent = await this.accounts.get(parentId);
    await this.accounts.decide(accountId, (asked) => {
      this.openOffer(asked, offerId);
      const now = this.clock.now();
      const doing = { by, home: accountId, now };
      return {
        update: withEnded(asked, offerId, now),
        events: offerEvents(affiliateOfferDeclined, offerId, { asked, parent }, doing),
      };
    });
    return {};
  }

  @Handle(leaveParent)
  async leave({ accountId, by }: Input<typeof leaveParent>): Promise<Output<typeof leaveParent>> {
    await this.authority.refuseUnlessGlobalAdmin(accountId, by, 'leave a parent account');
    await this.detaching.detach(accountId, 'left', { by, home: accountId }, () => this.lineage.up(accountId));
    return {};
  }

  private openOffer(account: StoredAccount, offerId: string) {
    const offer = openOffers(account, this.clock.now()).find(({ id }) => id === offerId);
    if (!offer) throw Fault.notFound('open offer');
    return offer;
  }
}

function refuseSecondParent({ parentId }: StoredAccount): void {
  if (parentId !== undefined)
    throw new Fault(
      'has-parent',
      'An account has one parent: leave it with DELETE /v1/account/parent first.',
    );
}
