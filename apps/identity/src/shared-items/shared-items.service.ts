import { Injectable } from '@nestjs/common';
import { Handle, On } from '@seatkeeper/bus';
import {
  type Actor,
  type EventData,
  Fault,
  getSharedItem,
  groupDeleted,
  type Input,
  listSharedItems,
  type Output,
  type Page,
  registerSharedItem,
  removeSharedItem,
  type SharedItem,
  sharedItemRegistered,
  sharedItemRemoved,
  sharedItemUpdated,
  systemActor,
  updateSharedItem,
} from '@seatkeeper/contracts';
import { DuplicateKey, event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { itemChanges, toSharedItem, touchedGroups } from './shared-items.js';
import { SharedItemsRepository } from './shared-items.repository.js';
import type { StoredSharedItem } from './shared-items.schema.js';
import { SharingAuthorityService } from './sharing-authority.service.js';

/** The filter of a list of people is no longer; of some that race for the last places, all may get one. */
const MOST_ITEMS = 10_000;
const ITEMS_AT_ONCE = 100;

/** What other systems have registered as a thing that can be shared, and which groups have it. */
@Injectable()
export class SharedItemsService {
  constructor(
    private readonly items: SharedItemsRepository,
    private readonly authority: SharingAuthorityService,
    private readonly groups: GroupCatalogueService,
    private readonly clock: Clock,
  ) {}

  @Handle(getSharedItem)
  async get({ accountId, itemId }: Input<typeof getSharedItem>): Promise<SharedItem> {
    return toSharedItem(known(await this.items.findLive(accountId, itemId)));
  }

  @Handle(listSharedItems)
  async list({ accountId, filter, page }: Input<typeof listSharedItems>): Promise<Page<SharedItem>> {
    const { items, ...rest } = await this.items.page(accountId, filter, page);
    return { items: items.map(toSharedItem), ...rest };
  }

  /** Asked again with the same id, it answers with the item that is there. */
  @Handle(registerSharedItem)
  async register({ accountId, by, itemId, item }: Input<typeof registerSharedItem>): Promise<SharedItem> {
    const { kind, externalId, name, groups } = item;
    await this.authority.refuseGroups(accountId, by, groups, groups);
    if ((await this.items.count(accountId, MOST_ITEMS)) >= MOST_ITEMS) throw tooMany();
    const now = this.clock.now();
    const fresh = {
      ...{ _id: itemId, accountId, kind, externalId, name, nameKey: fold(name), groups, live: true },
      ...{ createdAt: now, updatedAt: now },
    };
    const data = { accountId, actor: by, sharedItem: toSharedItem({ ...fresh, version: 1 }), changes: [] };
    try {
      const created = await this.items.create(fresh, [event(sharedItemRegistered, itemId, data, now)]);
      await this.forgetGone(created, groups);
      return toSharedItem(created);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const earlier = await this.items.findLive(accountId, itemId);
      if (earlier) return toSharedItem(earlier);
      throw registered(item, await this.items.findRegistered(accountId, kind, externalId));
    }
  }

  @Handle(updateSharedItem)
  async update(request: Input<typeof updateSharedItem>): Promise<SharedItem> {
    const { accountId, by, itemId, changes: wanted, ifVersion } = request;
    const checked = known(await this.items.findLive(accountId, itemId));
    const allowed = touchedGroups(checked.groups, wanted.groups);
    await this.authority.refuseGroups(accountId, by, allowed, wanted.groups ?? []);
    const now = this.clock.now();
    const changed = known(
      await this.items.decide(accountId, itemId, (item) => {
        known(item.live ? item : null);
        if (ifVersion !== undefined && ifVersion !== item.version) throw new Fault('precondition-failed');
        // Somebody else decided about groups that were not looked at.
        if (touchedGroups(item.groups, wanted.groups).some((id) => !allowed.includes(id)))
          throw new Fault('precondition-failed');
        return changedItem(item, wanted, by, now);
      }),
    );
    await this.forgetGone(changed, allowed);
    return toSharedItem(changed);
  }

  /** From this write on nobody has it; that people forget it can wait. Said again, it is not found. */
  @Handle(removeSharedItem)
  async remove({
    accountId,
    by,
    itemId,
  }: Input<typeof removeSharedItem>): Promise<Output<typeof removeSharedItem>> {
    const now = this.clock.now();
    const removed = await this.items.decide(accountId, itemId, (item) => {
      known(item.live ? item : null);
      const sharedItem = toSharedItem({ ...item, updatedAt: now, version: item.version + 1 });
      const data = { accountId, actor: by, sharedItem, changes: [] };
      return {
        update: { set: { live: false, updatedAt: now } },
        events: [event(sharedItemRemoved, itemId, data, now)],
      };
    });
    known(removed);
    return {};
  }

  /** A group that is gone has nothing. Can be repeated. */
  @On(groupDeleted)
  async groupIsGone({ accountId, group }: EventData<typeof groupDeleted>): Promise<void> {
    for (;;) {
      const items = await this.items.ofGroup(accountId, group.id, ITEMS_AT_ONCE);
      for (const item of items) await this.forgetGroups(item, [group.id]);
      if (items.length < ITEMS_AT_ONCE) return;
    }
  }

  /** A group that was deleted while it was given something has nothing: of the two writes, one sees the other. */
  private async forgetGone(item: StoredSharedItem, given: readonly string[]): Promise<void> {
    const here = await this.groups.findLiveOnes(item.accountId, given);
    const gone = given.filter((id) => item.groups.includes(id) && !here.some(({ _id }) => _id === id));
    if (gone.length > 0) await this.forgetGroups(item, gone);
  }

  private async forgetGroups({ accountId, _id }: StoredSharedItem, gone: readonly string[]): Promise<void> {
    const now = this.clock.now();
    await this.items.decide(accountId, _id, (item) => {
      const groups = item.groups.filter((id) => !gone.includes(id));
      return item.live ? changedItem(item, { groups }, systemActor('group-deletion'), now) : null;
    });
  }
}

/** The write that changes an item, and its event; null when nothing changes. */
function changedItem(
  item: StoredSharedItem,
  wanted: { name?: string | undefined; groups?: string[] | undefined },
  by: Actor,
  now: Date,
) {
  const changes = itemChanges(item, wanted);
  if (changes.length === 0) return null;
  const { name = item.name, groups = item.groups } = wanted;
  const set = { name, nameKey: fold(name), groups, updatedAt: now };
  const sharedItem = toSharedItem({ ...item, ...set, version: item.version + 1 });
  const data = { accountId: item.accountId, actor: by, sharedItem, changes };
  return { update: { set }, events: [event(sharedItemUpdated, item._id, data, now)] };
}

function known(item: StoredSharedItem | null): StoredSharedItem {
  if (!item) throw Fault.notFound('shared item');
  return item;
}

const registered = (
  { kind, externalId }: { kind: string; externalId: string },
  item: StoredSharedItem | null,
) =>
  new Fault('shared-item-registered', {
    detail: `The ${kind} ${externalId} is registered: change it with PATCH /v1/shared-items/{id}.`,
    members: { sharedItemId: item?._id ?? null },
  });

const tooMany = () =>
  new Fault('too-many-shared-items', `An account has at most ${MOST_ITEMS} things that can be shared.`);
