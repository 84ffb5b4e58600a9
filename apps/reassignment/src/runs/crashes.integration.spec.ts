import {
  getReassignment,
  type Reassignment,
  startReassignment,
  startUndo,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { processStage } from '../../testing/process-stage.js';
import type { ReassignmentWorld } from '../../testing/reassignment-world.js';
import { holdings, type RawRecords, recordsOf, seed } from '../../testing/seeded-records.js';
import { serviceProcess, stopService } from '../../testing/service-process.js';

let world: ReassignmentWorld;
let raw: RawRecords;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ world, raw, close } = await processStage());
});
afterAll(() => close());

/** Where the processes die, one after the other, all in one run. */
const DEATHS = [
  'reassignment.run.afterStart',
  'reassignment.chunk.afterMove#3',
  'reassignment.chunk.afterPlan#4',
  'reassignment.run.afterFinish',
];

it('20,000 records move exactly once each though every process that moves them is killed', async () => {
  const accountId = newId('acc');
  const [ann, bob, cem] = [1, 2, 3].map(() => world.people.add(accountId).id) as [string, string, string];
  await seed(raw, accountId, recordsOf(ann, 20_000, ['contact', 'task']));

  const reassignmentId = newId('rea');
  const request = {
    accountId,
    by: userActor(ann),
    reassignmentId,
    plan: { from: ann, split: [{ to: bob, weight: 3 }, cem] },
  };
  const { bus } = world.peer;
  const starting = eventually(() => bus.request(startReassignment, request), 30_000);
  for (const point of DEATHS)
    expect([point, await serviceProcess(world.world, point).ended]).toEqual([point, 'SIGKILL']);
  await starting;

  const last = serviceProcess(world.world);
  const run = await eventually(async (): Promise<Reassignment> => {
    const current = await bus.request(getReassignment, { accountId, reassignmentId });
    expect(current.state).toBe('finished');
    return current;
  }, 20_000);
  await eventually(() => expect(world.people.heard(reassignmentId)).toEqual(['finished', 'started']));
  await stopService(last);

  const quotas = [
    { type: 'contact', to: bob, count: 7_500 },
    { type: 'contact', to: cem, count: 2_500 },
    { type: 'task', to: bob, count: 7_500 },
    { type: 'task', to: cem, count: 2_500 },
  ];
  expect(run.progress).toEqual({ total: 20_000, done: 20_000, byType: quotas });
  const expected = quotas.map(({ type, to, count }) => ({ type, owner: to, links: 1, ofRun: 1, count }));
  expect(new Set(await holdings(raw, accountId, reassignmentId))).toEqual(new Set(expected));
}, 90_000);

it('6,000 records go back exactly once each though every process that undoes the run is killed', async () => {
  const accountId = newId('acc');
  const [ann, bob, cem] = [1, 2, 3].map(() => world.people.add(accountId).id) as [string, string, string];
  await seed(raw, accountId, recordsOf(ann, 6_000, ['contact', 'task']));
  const { bus } = world.peer;
  const [reassignmentId, undoId] = [newId('rea'), newId('rea')];
  const by = userActor(ann);
  const ended = (id: string) =>
    eventually(async () => {
      const run = await bus.request(getReassignment, { accountId, reassignmentId: id });
      expect(run).toMatchObject({ state: 'finished', progress: { total: 6_000, done: 6_000 } });
    }, 30_000);
  const first = serviceProcess(world.world);
  const request = { accountId, by, reassignmentId, plan: { from: ann, split: [bob, cem] } };
  await eventually(() => bus.request(startReassignment, request), 30_000);
  await ended(reassignmentId);
  await stopService(first);

  const undoing = eventually(() => bus.request(startUndo, { accountId, by, reassignmentId, undoId }), 30_000);
  for (const point of [
    'reassignment.undo.afterMark',
    'reassignment.chunk.afterMove#2',
    'reassignment.chunk.afterPlan#3',
    'reassignment.run.afterFinish',
  ])
    expect([point, await serviceProcess(world.world, point).ended]).toEqual([point, 'SIGKILL']);
  await undoing;
  const last = serviceProcess(world.world);
  await ended(undoId);
  await eventually(() => expect(world.people.heard(undoId)).toEqual(['finished', 'started']));
  await stopService(last);
  expect(new Set(await holdings(raw, accountId, undoId))).toEqual(
    new Set([
      { type: 'contact', owner: ann, links: 2, ofRun: 1, count: 3_000 },
      { type: 'task', owner: ann, links: 2, ofRun: 1, count: 3_000 },
    ]),
  );
}, 120_000);
