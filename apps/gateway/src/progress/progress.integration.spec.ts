import { Injectable, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import { Fault, getReassignment, type Input, type Reassignment } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, type TestService, testService, testWorld, type World } from '@seatkeeper/testing';
import { startGateway, type TestGateway } from '../../testing/gateway.js';
import { accessToken, startStandIn } from '../../testing/stand-in.js';

const [RUN, OWNER] = [newId('rea'), newId('usr')];

/** Knows one run, which goes on until it is told otherwise. */
@Injectable()
class RunsStandIn {
  asked = 0;
  run: Reassignment = {
    id: RUN,
    from: OWNER,
    plan: { from: OWNER, to: newId('usr') },
    undoes: null,
    undoneBy: null,
    bound: null,
    state: 'running',
    progress: { total: 10, done: 1, byType: [] },
    detail: null,
    startedBy: { type: 'user', id: newId('usr') },
    createdAt: '2030-01-01T00:00:00.000Z',
    startedAt: '2030-01-01T00:00:00.000Z',
    finishedAt: null,
  };

  @Handle(getReassignment)
  get({ reassignmentId }: Input<typeof getReassignment>): Promise<Reassignment> {
    this.asked += 1;
    if (reassignmentId !== RUN) throw Fault.notFound('reassignment');
    return Promise.resolve(this.run);
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], providers: [RunsStandIn] })
class ReassignmentStandIn {}

describe('the progress of a run', () => {
  const accountId = newId('acc');
  let world: World;
  let identity: Awaited<ReturnType<typeof startStandIn>>;
  let reassignment: TestService;
  let runs: RunsStandIn;
  let gateway: TestGateway;
  let open: AbortController[] = [];

  beforeAll(async () => {
    world = testWorld();
    identity = await startStandIn(world);
    identity.grant({ permissions: ['records.read'] });
    reassignment = await testService({ name: 'reassignment', imports: [ReassignmentStandIn], world });
    runs = reassignment.get(RunsStandIn);
    gateway = await startGateway({ LIMIT_USER: 'off', LIMIT_ACCOUNT: 'off' }, world);
  });
  afterEach(() => {
    for (const each of open) each.abort();
    open = [];
  });
  afterAll(async () => {
    // The gateway first: it asks the others as long as somebody follows.
    await gateway.stop();
    await reassignment.stop();
    await identity.service.stop();
    await world.close();
  });

  const session = () => accessToken({ accountId, userId: newId('usr') });
  async function follow(token: string, run = RUN) {
    const abort = new AbortController();
    open.push(abort);
    const answer = await fetch(`${gateway.url}/v1/reassignments/${run}/progress`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    return { answer, abort };
  }
  const statusOf = async (token: string, run?: string) => (await follow(token, run)).answer.status;

  it('is followed five times by a session; a sixth time is refused until one ends, and others are not concerned', async () => {
    const token = session();
    const first = await follow(token);
    const others = await Promise.all(Array.from({ length: 4 }, () => statusOf(token)));
    expect([first.answer.status, ...others]).toEqual([200, 200, 200, 200, 200]);
    const { answer } = await follow(token);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await answer.json()).toMatchObject({
      code: 'too-many-requests',
      detail: expect.stringContaining('at most 5 runs at a time'),
    });
    expect(await statusOf(session())).toBe(200);
    first.abort.abort();
    await eventually(async () => expect(await statusOf(token)).toBe(200));
  });

  it('that does not exist takes no place', async () => {
    const token = session();
    for (let n = 0; n < 7; n += 1) expect(await statusOf(token, newId('rea'))).toBe(404);
  });

  it('is asked for twice a second, however many follow it, and all of them see its end', async () => {
    const sessions = Array.from({ length: 6 }, session);
    const [began, before] = [performance.now(), runs.asked];
    const streams = await Promise.all(
      sessions.flatMap((token) => Array.from({ length: 5 }, () => follow(token))),
    );
    const bodies = Promise.all(streams.map(({ answer }) => answer.text()));
    await eventually(() => expect(runs.asked - before).toBeGreaterThan(4));
    runs.run = { ...runs.run, state: 'finished', progress: { ...runs.run.progress, done: 10 } };
    for (const body of await bodies) expect(body).toMatch(/^event: progress[^]*"done":1,[^]*\nevent: end\n/);
    expect(runs.asked - before).toBeLessThanOrEqual((performance.now() - began) / 500 + 1);
  });
});
