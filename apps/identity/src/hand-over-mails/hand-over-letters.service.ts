import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  getHandOverLetter,
  type HandOverLetter,
  type Input,
  listHandOverReaders,
  listRecordTypes,
  MOST_NAMED_RECEIVERS,
  type Output,
  type Permission,
  type Reassignment,
  type SignInLetter,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { LettersService } from '../credentials/letters.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { LeaversRecordsClient } from '../offboardings/leavers-records.client.js';
import { ReachService } from '../reach/reach.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { mayAct } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';
import { movedTo, orderedBy, receiversOf } from './hand-overs.js';

/** The page that the mail to who ordered it leads to asks for it, too. */
const OF_ORDERS: Permission = 'records.read';

type About = Pick<Input<typeof listHandOverReaders>, 'accountId' | 'side'>;
type Seen = Pick<HandOverLetter, 'from' | 'receiversNamed'>;

/** Who is told that a hand-over has finished, and what of it they may know. */
@Injectable()
export class HandOverLettersService {
  constructor(
    private readonly records: LeaversRecordsClient,
    private readonly lists: UserListsRepository,
    private readonly permissions: PermissionsService,
    private readonly reach: ReachService,
    private readonly letters: LettersService,
    private readonly clock: Clock,
    private readonly bus: Bus,
  ) {}

  @Handle(listHandOverReaders)
  async list({
    reassignmentId,
    ...about
  }: Input<typeof listHandOverReaders>): Promise<Output<typeof listHandOverReaders>> {
    const run = await this.records.run(about.accountId, reassignmentId);
    const readers = run ? await this.readers(run, about) : [];
    return { items: readers.map(({ _id: userId, email: sendTo }) => ({ userId, sendTo })) };
  }

  /** Looked at once more when the mail is sent: nothing is told to who has left, or may not read of records any more. */
  @Handle(getHandOverLetter)
  async letter({
    userId,
    reassignmentId,
    ...about
  }: Input<typeof getHandOverLetter>): Promise<Output<typeof getHandOverLetter>> {
    const run = await this.records.run(about.accountId, reassignmentId);
    const [reader] = run ? await this.readers(run, about, userId) : [];
    const letter = reader && (await this.letters.to(reader));
    if (!run || !letter) return { letter: null };
    return { letter: { ...letter, ...(await this.told(run, reader, about)) } };
  }

  /** All of them, or the one who is named: each letter asks for one of what may be thousands. */
  private async readers(run: Reassignment, { accountId, side }: About, only?: string): Promise<StoredUser[]> {
    const receivers = receiversOf(run);
    // What was given back, or is just now, is told by the mail of that.
    if (run.state !== 'finished' || run.undoneBy !== null || receivers.length === 0) return [];
    const ordering = await this.whoOrdered(run, accountId);
    const isMeant = (id: string) => only === undefined || id === only;
    if (side === 'ordered') return ordering.filter(({ _id }) => isMeant(_id));
    const others = receivers.filter((id) => isMeant(id) && ordering.every(({ _id }) => _id !== id));
    return others.length === 0 ? [] : this.people(accountId, others);
  }

  private async whoOrdered({ startedBy }: Reassignment, accountId: string): Promise<StoredUser[]> {
    const id = orderedBy(startedBy, accountId);
    const [user] = id === null ? [] : await this.people(accountId, [id]);
    return user && (await this.permissions.of(user)).includes(OF_ORDERS) ? [user] : [];
  }

  /** Those of them who can sign in: a machine reads no mails. */
  private async people(accountId: string, ids: readonly string[]): Promise<StoredUser[]> {
    const now = this.clock.now();
    const known = await this.lists.known(accountId, { ids });
    return known.filter((user) => user.type === 'standard' && mayAct(user, now));
  }

  private async told(
    run: Reassignment,
    reader: StoredUser,
    { accountId, side }: About,
  ): Promise<Omit<HandOverLetter, keyof SignInLetter>> {
    const isOrder = side === 'ordered';
    const { items: types } = await this.bus.request(listRecordTypes, { accountId });
    const receivers = receiversOf(run);
    return {
      isUndo: run.undoes !== null,
      finishedAt: run.finishedAt ?? this.clock.now().toISOString(),
      moved: movedTo(run, isOrder ? undefined : reader._id, types),
      receivers: receivers.length,
      skipped: isOrder ? (run.bound?.skipped ?? 0) : 0,
      ...(await this.seen(accountId, reader, { from: run.from, receivers: isOrder ? receivers : [] })),
    };
  }

  /** By name only whom the reader may look at. */
  private async seen(
    accountId: string,
    { _id: userId }: StoredUser,
    { from, receivers }: { from: string; receivers: readonly string[] },
  ): Promise<Seen> {
    const named = receivers.length > MOST_NAMED_RECEIVERS ? [] : receivers;
    const ids = [from, ...named];
    const [visible, known] = await Promise.all([
      this.reach.pick(accountId, ids, { userId }),
      this.lists.known(accountId, { ids }),
    ]);
    const names = new Map(
      known
        .filter(({ _id }) => visible.includes(_id))
        .map(({ _id, firstName, lastName }) => [_id, `${firstName} ${lastName}`]),
    );
    const receiversNamed = named.flatMap((id) => names.get(id) ?? []);
    return {
      from: names.get(from) ?? null,
      receiversNamed: receiversNamed.length === named.length ? receiversNamed : [],
    };
  }
}
