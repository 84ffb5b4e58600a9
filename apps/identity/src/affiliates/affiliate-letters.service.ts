import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getOfferLetter,
  type Input,
  listToldOfOffers,
  MOST_TOLD_OF_OFFERS,
  type OfferLetter,
  type OfferSide,
  type Output,
  type Permission,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { HierarchyRepository } from '../accounts/hierarchy.repository.js';
import { LettersService } from '../credentials/letters.service.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { MOST_OFFERS_OF_ONE, openOffers } from './hierarchy.js';

const PERMISSION: Permission = 'accounts.affiliates';

type About = Input<typeof getOfferLetter>;
type Said = Pick<OfferLetter, 'otherName' | 'otherSlug' | 'expiresAt'>;

/** Who is told of offers to become an affiliate, and what it says when the mail is sent. */
@Injectable()
export class AffiliateLettersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly hierarchy: HierarchyRepository,
    private readonly groups: GroupCatalogueService,
    private readonly permissions: PermissionsService,
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly letters: LettersService,
    private readonly clock: Clock,
  ) {}

  @Handle(listToldOfOffers)
  async list({ accountId, side }: Input<typeof listToldOfOffers>): Promise<Output<typeof listToldOfOffers>> {
    // Accepting is for global admins, whatever a group allows.
    const carrying = side === 'asked' ? [] : await this.groups.carrying(accountId, [PERMISSION]);
    const groupIds = carrying.map(({ _id }) => _id);
    const found = await this.lists.activeIn(accountId, groupIds, MOST_TOLD_OF_OFFERS);
    return { items: found.map(({ _id: userId, email: sendTo }) => ({ userId, sendTo })) };
  }

  /** Looked at once more when the mail is sent: an offer that is over is told to nobody, and nothing to who has left. */
  @Handle(getOfferLetter)
  async letter(about: About): Promise<Output<typeof getOfferLetter>> {
    const user = await this.users.find(about.accountId, about.userId);
    if (!user || !mayAct(user, this.clock.now())) return { letter: null };
    if (!(await this.isTold(user, about.about === 'made' ? 'asked' : 'offering'))) return { letter: null };
    const [letter, said] = await Promise.all([this.letters.to(user), this.said(about)]);
    return { letter: letter && said && { ...letter, ...said } };
  }

  private async isTold(user: StoredUser, side: OfferSide): Promise<boolean> {
    return side === 'asked' ? user.globalAdmin : (await this.permissions.of(user)).includes(PERMISSION);
  }

  private said(about: About): Promise<Said | null> {
    if (about.about === 'made') return this.made(about.accountId, about.offerId);
    if (about.about === 'declined') return this.declined(about.accountId, about.offerId);
    return this.accepted(about.accountId, about.affiliateId);
  }

  private async made(accountId: string, offerId: string): Promise<Said | null> {
    const account = await this.accounts.find(accountId);
    const offer = account && openOffers(account, this.clock.now()).find(({ id }) => id === offerId);
    const parent = offer && (await this.accounts.find(offer.parentId));
    if (!offer || !parent) return null;
    return { otherName: parent.name, otherSlug: parent.slug, expiresAt: offer.until.toISOString() };
  }

  /** Of an account that is no affiliate its slug alone is known, which whoever asked has said. */
  private async declined(accountId: string, offerId: string): Promise<Said | null> {
    const asked = await this.hierarchy.askedBy(accountId, 10 * MOST_OFFERS_OF_ONE);
    const isThis = ({ id, parentId, endedAt }: { id: string; parentId: string; endedAt?: Date }) =>
      id === offerId && parentId === accountId && endedAt !== undefined;
    const other = asked.find(({ parentOffers = [] }) => parentOffers.some(isThis));
    return other ? { otherName: null, otherSlug: other.slug, expiresAt: null } : null;
  }

  private async accepted(accountId: string, affiliateId: string): Promise<Said | null> {
    const affiliate = await this.accounts.find(affiliateId);
    if (affiliate?.parentId !== accountId) return null;
    return { otherName: affiliate.name, otherSlug: affiliate.slug, expiresAt: null };
  }
}
