import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  createView,
  deleteView,
  Fault,
  getView,
  type Input,
  listViews,
  type Output,
  refuse,
  updateView,
  type View,
  viewCreated,
  viewDeleted,
  viewUpdated,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { placedAmong } from '../places/places.js';
import { MissingValuesService } from './missing-values.service.js';
import { changedView, newView, refuseName, refuseNewView, type ToldView, toldView } from './views.js';
import { ViewsRepository } from './views.repository.js';
import type { StoredView } from './views.schema.js';

/** Whose views are meant: the account's, which are shared, or those of one user. */
interface Shelf {
  readonly accountId: string;
  readonly whose: string;
  readonly shared: boolean;
}

/** Saved views of the list of people. They are no key to anybody: whoever opens one sees whom they see anyway. */
@Injectable()
export class ViewsService {
  constructor(
    private readonly views: ViewsRepository,
    private readonly permissions: PermissionsService,
    private readonly missing: MissingValuesService,
    private readonly clock: Clock,
  ) {}

  @Handle(listViews)
  async list({ accountId, by }: Input<typeof listViews>): Promise<Output<typeof listViews>> {
    const found: { shelf: Shelf; view: StoredView }[] = [];
    for (const shelf of await this.shelves(accountId, by))
      for (const view of await this.views.of(accountId, shelf.whose)) found.push({ shelf, view });
    return {
      items: await this.shown(
        accountId,
        found.map(({ shelf, view }) => toldView(view, shelf.shared)),
      ),
    };
  }

  @Handle(getView)
  async get({ accountId, by, viewId }: Input<typeof getView>): Promise<View> {
    const { shelf, view } = await this.find(accountId, by, viewId);
    return this.one(accountId, toldView(view, shelf.shared));
  }

  /** Asked again with the same id, it answers with the view that is there. */
  @Handle(createView)
  async create({ accountId, by, viewId, view: given }: Input<typeof createView>): Promise<View> {
    const shelf = given.shared ? sharedOf(accountId) : ownOf(accountId, by);
    await this.refuseSharing(shelf, by);
    const now = this.clock.now();
    const views = await this.views.decide(accountId, shelf.whose, ({ views: before }) => {
      if (before.some(({ id }) => id === viewId)) return null;
      refuse(refuseNewView(before, viewId, given, shelf.shared));
      const view = newView(viewId, given, now);
      const data = { accountId, actor: by, view: toldView(view, shelf.shared), changes: [] };
      return {
        update: { set: { views: placedAmong(before, view, given.after, 'view') } },
        events: [event(viewCreated, viewId, data, now)],
      };
    });
    return this.one(accountId, toldView(viewOf(views, viewId), shelf.shared));
  }

  @Handle(updateView)
  async update({
    accountId,
    by,
    viewId,
    changes: wanted,
    ifVersion,
  }: Input<typeof updateView>): Promise<View> {
    const { shelf } = await this.find(accountId, by, viewId);
    await this.refuseSharing(shelf, by);
    const now = this.clock.now();
    const views = await this.views.decide(accountId, shelf.whose, ({ views: before }) => {
      const was = viewOf(before, viewId);
      if (ifVersion !== undefined && ifVersion !== was.version) throw new Fault('precondition-failed');
      if (wanted.name !== undefined) refuse(refuseName(before, viewId, wanted.name));
      const { view, changes } = changedView(was, wanted);
      const order = placedAmong(before, view, wanted.after, 'view').map(({ id }) => id);
      const old = before.map(({ id }) => id);
      const moved = order.some((id, index) => id !== old[index]);
      const all = moved ? [...changes, { field: 'order', before: old, after: order }] : changes;
      if (all.length === 0) return null;
      const is = { ...view, updatedAt: now, version: was.version + 1 };
      const data = { accountId, actor: by, view: toldView(is, shelf.shared), changes: all };
      return {
        update: { set: { views: placedAmong(before, is, wanted.after, 'view') } },
        events: [event(viewUpdated, viewId, data, now)],
      };
    });
    return this.one(accountId, toldView(viewOf(views, viewId), shelf.shared));
  }

  @Handle(deleteView)
  async delete({ accountId, by, viewId }: Input<typeof deleteView>): Promise<Output<typeof deleteView>> {
    const { shelf } = await this.find(accountId, by, viewId);
    await this.refuseSharing(shelf, by);
    const now = this.clock.now();
    await this.views.decide(accountId, shelf.whose, ({ views: before }) => {
      const gone = viewOf(before, viewId);
      const data = { accountId, actor: by, view: toldView(gone, shelf.shared), changes: [] };
      return {
        update: { set: { views: before.filter(({ id }) => id !== viewId) } },
        events: [event(viewDeleted, viewId, data, now)],
      };
    });
    return {};
  }

  /** Where the caller finds views, in the order in which they are told. */
  private async shelves(accountId: string, by: Actor): Promise<Shelf[]> {
    const seesShared = await this.permissions.holds(accountId, by, 'users.read');
    return [...(seesShared ? [sharedOf(accountId)] : []), ownOf(accountId, by)];
  }

  /** Rejects with `not-found`, also for the own view of somebody else. */
  private async find(
    accountId: string,
    by: Actor,
    viewId: string,
  ): Promise<{ shelf: Shelf; view: StoredView }> {
    for (const shelf of await this.shelves(accountId, by)) {
      const view = (await this.views.of(accountId, shelf.whose)).find(({ id }) => id === viewId);
      if (view) return { shelf, view };
    }
    throw Fault.notFound('view');
  }

  private async refuseSharing({ accountId, shared }: Shelf, by: Actor): Promise<void> {
    if (shared) refuse(refuseWithout(await this.permissions.heldBy(accountId, by), 'views.share'));
  }

  private async shown(accountId: string, views: readonly ToldView[]): Promise<View[]> {
    const missing = await this.missing.of(accountId, views);
    return views.map((view, n) => ({ ...view, missing: missing[n] ?? [] }));
  }

  private async one(accountId: string, view: ToldView): Promise<View> {
    const [missing = []] = await this.missing.of(accountId, [view]);
    return { ...view, missing };
  }
}

const sharedOf = (accountId: string): Shelf => ({ accountId, whose: accountId, shared: true });
const ownOf = (accountId: string, { id }: Actor): Shelf => ({ accountId, whose: id, shared: false });

/** Rejects with `not-found`. */
function viewOf(views: readonly StoredView[], viewId: string): StoredView {
  const view = views.find(({ id }) => id === viewId);
  if (!view) throw Fault.notFound('view');
  return view;
}
