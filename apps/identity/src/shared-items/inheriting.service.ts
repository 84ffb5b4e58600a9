import { Injectable } from '@nestjs/common';
import type { Actor } from '@seatkeeper/contracts';
import type { NewEvent } from '@seatkeeper/mongo';
import type { StoredOverride } from '../users/user-overrides.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import { MOST_OVERRIDES, tooManyDecided } from './shared-items.js';
import { SharedItemsRepository } from './shared-items.repository.js';
import { SharingAuthorityService } from './sharing-authority.service.js';
import { decidedEvent } from './sharing.service.js';

type Decided = Pick<StoredUser, 'sharedItems'>;

/** What was decided about items for one user alone, and comes to another who takes the place. */
@Injectable()
export class InheritingService {
  constructor(
    private readonly items: SharedItemsRepository,
    private readonly authority: SharingAuthorityService,
  ) {}

  /** Refuses with `forbidden` to hand on what the actor could not give, and with `too-many-shared-items` what is too much. */
  async refuse(replaced: StoredUser, successor: { _id: string } & Decided, by: Actor): Promise<void> {
    const inherited = inheritedOf(successor, replaced);
    const items = await this.items.findLiveOnes(
      replaced.accountId,
      inherited.map(({ id }) => id),
    );
    await this.authority.refuseHandingOn({ accountId: replaced.accountId, _id: successor._id }, items, by);
    if ((successor.sharedItems?.length ?? 0) + items.length > MOST_OVERRIDES) throw tooManyDecided();
  }

  /** How the successor is changed by it, and what tells of it. What was decided for them before stays. */
  async prepare(replaced: StoredUser, by: Actor) {
    const ids = (replaced.sharedItems ?? []).map(({ id }) => id);
    const items = await this.items.findLiveOnes(replaced.accountId, ids);
    return (
      successor: Pick<StoredUser, 'accountId' | '_id'> & Decided,
      at: Date,
    ): { set: Decided; events: NewEvent[] } => {
      const inherited = inheritedOf(successor, replaced).flatMap(({ id, decision }) => {
        const item = items.find(({ _id }) => _id === id);
        return item ? [{ item, decision }] : [];
      });
      if (inherited.length === 0) return { set: {}, events: [] };
      const own = successor.sharedItems ?? [];
      const added = inherited.map(({ item, decision }): StoredOverride => ({
        id: item._id,
        decision,
        by,
        at,
      }));
      const told = inherited.map(({ item, decision }) => ({ item, after: decision }));
      return { set: { sharedItems: [...own, ...added] }, events: [decidedEvent(successor, told, by, at)] };
    };
  }
}

const inheritedOf = (
  { sharedItems: own = [] }: Decided,
  { sharedItems: more = [] }: Decided,
): StoredOverride[] => more.filter(({ id }) => !own.some((each) => each.id === id));
