import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  countWaiting,
  Fault,
  type Input,
  listWaiting,
  moveWaiting,
  type Output,
  type Page,
  userMovedOnWaitList,
  type Waiting,
  type WaitingTarget,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import { AuthorityService } from '../admins/authority.service.js';
import { FlowsService } from '../flows/flows.service.js';
import { ReachService } from '../reach/reach.service.js';
import { isWithin } from '../users/reaches.js';
import { userEvent } from '../users/user-changes.js';
import { wrongStatus } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toReference } from '../users/users.view.js';
import { WaitListsRepository } from '../users/wait-lists.repository.js';
import { lastPlace, placeBetween, placeOf } from '../users/waiting-places.js';

/** Who waits, and in which order they are served. */
@Injectable()
export class WaitListOrdersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: WaitListsRepository,
    private readonly authority: AuthorityService,
    private readonly reach: ReachService,
    private readonly flows: FlowsService,
    private readonly clock: Clock,
  ) {}

  @Handle(listWaiting)
  async list({ accountId, product, viewer, page }: Input<typeof listWaiting>): Promise<Page<Waiting>> {
    const reach = await this.reach.of(accountId, viewer);
    const { items, ...rest } = await this.lists.page(accountId, product, reach, page);
    // Others wait between those who are seen.
    if (reach) return { ...rest, items: await Promise.all(items.map((user) => this.shown(user, product))) };
    const [first] = items;
    const before = first ? await this.lists.countBefore(first, product) : 0;
    return { ...rest, items: items.map((user, index) => toWaiting(user, before + index + 1)) };
  }

  @Handle(countWaiting)
  async count({ accountId }: Input<typeof countWaiting>): Promise<Output<typeof countWaiting>> {
    return { items: await this.lists.count(accountId) };
  }

  /** One write, of the one who is moved: whoever is moved at the same time stands in nobody's way. */
  @Handle(moveWaiting)
  async move({
    accountId,
    userId,
    by,
    product,
    target,
    commandId: id = newId('cmd'),
  }: Input<typeof moveWaiting>): Promise<Waiting> {
    const user = await this.users.get(accountId, userId);
    if (isDone(user, id)) return this.shown(user, product);
    await this.authority.refuseStronger(user, by);
    refuseUnlessWaiting(user, product);
    const waitingPlace = await this.place(user, by, target);
    const moved = await this.flows.run({
      accountId,
      userId,
      id,
      kind: 'leave-wait-list',
      begin: (before) => {
        refuseUnlessWaiting(before, product);
        return { ...moving(waitingPlace, target, by), flow: null };
      },
    });
    return this.shown(moved, product);
  }

  private async shown(user: StoredUser, product: string): Promise<Waiting> {
    return toWaiting(user, (await this.lists.countBefore(user, product)) + 1);
  }

  private async place({ accountId, _id }: StoredUser, by: Actor, target: WaitingTarget): Promise<string> {
    if ('before' in target) {
      const before = placeOf(await this.other(accountId, _id, by, target.before));
      return placeBetween(await this.lists.placeBefore(accountId, before, _id), before, _id);
    }
    if (target.to === 'first') return placeBetween(null, await this.lists.firstPlace(accountId, _id), _id);
    return lastPlace(await this.lists.placeBefore(accountId, null, _id), this.clock.now(), _id);
  }

  private async other(accountId: string, userId: string, by: Actor, otherId: string): Promise<StoredUser> {
    const other = otherId === userId ? null : await this.users.find(accountId, otherId);
    const isSeen = other !== null && isWithin(await this.reach.ofActor(accountId, by), other);
    if (isSeen && other.status === 'waiting') return other;
    throw new Fault('validation-failed', {
      errors: [{ path: 'before', message: 'Expected somebody else who waits for a seat' }],
    });
  }
}

const moving = (waitingPlace: string, target: WaitingTarget, by: Actor) => ({
  set: { waitingPlace },
  events: (change: { before: StoredUser; after: StoredUser }) => {
    const place = { field: 'waitListPlace', before: null, after: target };
    return [userEvent(userMovedOnWaitList, { ...change, by }, { alsoChanged: [place] })];
  },
});

function refuseUnlessWaiting(user: StoredUser, product: string): void {
  if (user.status !== 'waiting') throw wrongStatus(user, 'moved on the wait list');
  if (!user.products.includes(product))
    throw new Fault('not-found', `The user does not wait for a seat of ${product}.`);
}

function toWaiting(stored: StoredUser, position: number): Waiting {
  const { locale: _locale, ...user } = toReference(stored);
  const { waitingSince, createdAt, products, invitedBy } = stored;
  return { position, user, since: (waitingSince ?? createdAt).toISOString(), products, invitedBy };
}
