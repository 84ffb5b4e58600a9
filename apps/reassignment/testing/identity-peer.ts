import { Controller } from '@nestjs/common';
import { BusModule, Handle, On } from '@seatkeeper/bus';
import {
  type Actor,
  type EventData,
  type Input,
  reassignmentCancelled,
  reassignmentFailed,
  reassignmentFinished,
  reassignmentPaused,
  reassignmentResumed,
  reassignmentStarted,
  recordTypeChanged,
  recordTypeRegistered,
  recordTypeRemoved,
  resolveUsers,
  type UserReference,
  type UserStatus,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { testService, type TestService, type World } from '@seatkeeper/testing';

type TypeEvent = EventData<typeof recordTypeRegistered>;
type RunEvent = EventData<typeof reassignmentStarted>;

/** As much of identity as reassignment asks, with people by account, and an ear for the events of runs. */
@Controller()
export class IdentityPeer {
  /** How often somebody asked. */
  asked = 0;
  /** Answers wait for this. */
  until: Promise<void> = Promise.resolve();
  /** What was said of types of records. */
  readonly ofTypes: string[] = [];
  private readonly people = new Map<string, UserReference[]>();
  private readonly events: { id: string; type: string; actor: Actor; reassignmentId: string }[] = [];

  add(accountId: string, status: UserStatus = 'active'): UserReference {
    const id = newId('usr');
    const user = {
      id,
      username: `${id}@harbour-lane.example`,
      firstName: 'Ann',
      lastName: 'Lee',
      status,
      locale: 'en',
    };
    this.people.set(accountId, [...(this.people.get(accountId) ?? []), user]);
    return user;
  }

  /** Who is there, as identity gives them along with a plan. */
  of(accountId: string): { id: string; status: UserStatus }[] {
    return (this.people.get(accountId) ?? []).map(({ id, status }) => ({ id, status }));
  }

  setStatus(accountId: string, userId: string, status: UserStatus): void {
    const users = this.people.get(accountId) ?? [];
    this.people.set(
      accountId,
      users.map((user) => (user.id === userId ? { ...user, status } : user)),
    );
  }

  /** What was said of a run, each event once however often it came. */
  heard(reassignmentId: string): string[] {
    const said = this.events.filter((each) => each.reassignmentId === reassignmentId);
    return [...new Map(said.map(({ id, type }) => [id, type])).values()].sort();
  }

  @Handle(resolveUsers)
  async resolve({ accountId, ids, usernames }: Input<typeof resolveUsers>) {
    this.asked += 1;
    await this.until;
    const users = this.people.get(accountId) ?? [];
    const named = new Set(usernames.map((name) => name.trim().toLowerCase()));
    return { users: users.filter(({ id, username }) => ids.includes(id) || named.has(username)) };
  }

  /** Who caused what was said of a run. */
  actorOf(reassignmentId: string, type: string): Actor | undefined {
    return this.events.find((each) => each.reassignmentId === reassignmentId && each.type === type)?.actor;
  }

  @On(reassignmentStarted)
  started(data: RunEvent, about: { id: string }): Promise<void> {
    return this.hear('started', data, about);
  }

  @On(reassignmentPaused)
  paused(data: RunEvent, about: { id: string }): Promise<void> {
    return this.hear('paused', data, about);
  }

  @On(reassignmentResumed)
  resumed(data: RunEvent, about: { id: string }): Promise<void> {
    return this.hear('resumed', data, about);
  }

  @On(reassignmentCancelled)
  cancelled(data: RunEvent, about: { id: string }): Promise<void> {
    return this.hear('cancelled', data, about);
  }

  @On(reassignmentFinished)
  finished(data: RunEvent, about: { id: string }): Promise<void> {
    return this.hear('finished', data, about);
  }

  @On(reassignmentFailed)
  failed(data: RunEvent, about: { id: string }): Promise<void> {
    return this.hear('failed', data, about);
  }

  @On(recordTypeRegistered)
  async typeRegistered(data: TypeEvent): Promise<void> {
    this.ofTypes.push(`${data.accountId} registered ${data.recordType.type}`);
  }

  @On(recordTypeChanged)
  async typeChanged(data: TypeEvent): Promise<void> {
    this.ofTypes.push(`${data.accountId} changed ${data.recordType.type}`);
  }

  @On(recordTypeRemoved)
  async typeRemoved(data: TypeEvent): Promise<void> {
    this.ofTypes.push(`${data.accountId} removed ${data.recordType.type}`);
  }

  private async hear(type: string, { reassignment, actor }: RunEvent, { id }: { id: string }): Promise<void> {
    this.events.push({ id, type, actor, reassignmentId: reassignment.id });
  }
}

/** Identity on the bus of a world. */
export async function identityPeer(world: World): Promise<{ service: TestService; people: IdentityPeer }> {
  const peer = { module: PeerModule, controllers: [IdentityPeer] };
  const service = await testService({
    name: 'identity',
    imports: [BusModule.forRoot({ part: true }), peer],
    world,
  });
  return { service, people: service.get(IdentityPeer) };
}

class PeerModule {}
