import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, type NewEvent, TenantCollection } from '@seatkeeper/mongo';
import { fold } from '@seatkeeper/text';
import { sharedItems, type StoredSharedItem } from './shared-items.schema.js';

/** Which items a list shows. */
export interface ItemFilter {
  /** How the name begins, or an external id. */
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly externalId?: string | undefined;
  readonly group?: string | undefined;
}

/** The items that somebody has: those of some groups, and some besides, but none of the others. */
export interface Having {
  readonly groups: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

type Decide = Parameters<TenantCollection<StoredSharedItem>['decide']>[2];

const MOST_KNOWN = 1_000;
const BY_NAME: [string, 1 | -1][] = [['nameKey', 1]];

@Injectable()
export class SharedItemsRepository {
  constructor(@InjectCollection(sharedItems) private readonly items: TenantCollection<StoredSharedItem>) {}

  /** Rejects with DuplicateKey when the thing is registered, or any item has the id. */
  create(item: Omit<StoredSharedItem, 'version'>, events: NewEvent[]): Promise<StoredSharedItem> {
    return this.items.insert(item, events);
  }

  findLive(accountId: string, itemId: string): Promise<StoredSharedItem | null> {
    return this.items.findOne(accountId, { _id: itemId, live: true });
  }

  findRegistered(accountId: string, kind: string, externalId: string): Promise<StoredSharedItem | null> {
    return this.items.findOne(accountId, { kind, externalId, live: true });
  }

  /** Those with these ids that are there. */
  async findLiveOnes(accountId: string, ids: readonly string[]): Promise<StoredSharedItem[]> {
    if (ids.length === 0) return [];
    return this.items.find(accountId, { _id: { $in: ids }, live: true }, { limit: MOST_KNOWN });
  }

  /** How many there are; counts no further than `most`. */
  count(accountId: string, most: number): Promise<number> {
    return this.items.count(accountId, { live: true }, most);
  }

  page(accountId: string, { q = '', kind, externalId, group }: ItemFilter, page: PageRequest) {
    const searched = q.trim();
    const filter: Filter<StoredSharedItem> = {
      live: true,
      ...(searched !== '' && { $or: [{ nameKey: beginning(searched) }, { externalId: searched }] }),
      ...(kind !== undefined && { kind }),
      ...(externalId !== undefined && { externalId }),
      ...(group !== undefined && { groups: group }),
    };
    return this.items.page(accountId, { filter, sort: BY_NAME, page });
  }

  /** What somebody has. */
  pageOf(
    accountId: string,
    { groups, added, removed }: Having,
    page: PageRequest,
  ): Promise<Page<StoredSharedItem>> {
    const filter: Filter<StoredSharedItem> = {
      live: true,
      $or: [{ groups: { $in: groups } }, { _id: { $in: added } }],
      ...(removed.length > 0 && { _id: { $nin: removed } }),
    };
    return this.items.page(accountId, { filter, sort: BY_NAME, page });
  }

  /** Those of these that are there. */
  pageAmong(accountId: string, ids: readonly string[], page: PageRequest): Promise<Page<StoredSharedItem>> {
    const filter: Filter<StoredSharedItem> = { live: true, _id: { $in: ids } };
    return this.items.page(accountId, { filter, sort: BY_NAME, page });
  }

  /** Some of those that a group has. */
  ofGroup(accountId: string, groupId: string, limit: number): Promise<StoredSharedItem[]> {
    return this.items.find(accountId, { live: true, groups: groupId }, { limit });
  }

  /** Read, decide, write if nobody was faster, else again. Null when there is none. */
  decide(accountId: string, itemId: string, decide: Decide): Promise<StoredSharedItem | null> {
    return this.items.decide(accountId, itemId, decide);
  }

  removedBefore(time: Date, limit: number): Promise<StoredSharedItem[]> {
    return this.items.acrossAccounts.findDue({ live: false, updatedAt: { $lt: time } }, { limit });
  }

  forget({ accountId, _id }: StoredSharedItem): Promise<boolean> {
    return this.items.remove(accountId, { _id, live: false });
  }
}

/** Sorts behind whatever else begins a string. */
const LAST = '\u{10FFFF}';

/** A range of what names are sorted by, so that no text of a caller is run as an expression. */
const beginning = (text: string) => ({ $gte: fold(text), $lt: fold(text) + LAST });
