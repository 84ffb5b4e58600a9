import type { OwnershipChange, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { deadLetters } from './bus.js';
import { Firm } from './firm.js';
import { type Answer, call } from './http.js';
import { importRecords, recordsOf } from './import-records.js';
import { sharedStack } from './stack.js';

const SERVICES = ['identity', 'licensing', 'notifications', 'reassignment', 'gateway'];
/** Services that hear events, and so have a dead-letter queue. */
const LISTENING = ['identity', 'licensing', 'notifications'];
/** The promise: at rest within ten seconds, without help. */
const AT_REST_MS = 10_000;

const stack = sharedStack;

/** When the gateway itself dies, its clients see their connections close: status 0. */
const isGoodOrBusy = (killed: string, { status }: Answer) =>
  status === 201 || status === 503 || (status === 0 && killed === 'gateway');

/** Invites people eight at a time, as an eager administrator's script would, while something goes wrong. */
async function inviteDuring(
  firm: Firm,
  howMany: number,
  trouble: () => Promise<void>,
): Promise<Answer<User>[]> {
  const people = firm.people(howMany);
  const answers: Answer<User>[] = [];
  const script = async (): Promise<void> => {
    for (let person = people.pop(); person; person = people.pop()) answers.push(await firm.invite(person));
  };
  await Promise.all([...Array.from({ length: 8 }, script), trouble()]);
  return answers;
}

async function expectEverythingAtRest(firm: Firm, answers: readonly Answer<User>[]): Promise<void> {
  await eventually(async () => {
    await firm.expectSeatsToMatchUsers();
    const invited = await firm.all<User>('/v1/users?status=invited');
    const ids = new Set(invited.map(({ id }) => id));
    for (const { status, body } of answers) if (status === 201) expect(ids).toContain(body.id);
    for (const { username } of invited)
      expect(new Set((await firm.mails(username)).map(({ messageId }) => messageId)).size).toBe(1);
  }, AT_REST_MS);
  expect(await countDeadLetters()).toEqual(lettersBefore);
}

const countDeadLetters = () =>
  Promise.all(LISTENING.map(async (service) => (await deadLetters(stack(), service)).length));

let lettersBefore: number[];
beforeEach(async () => {
  // The test before may have killed the gateway.
  await eventually(
    async () => expect((await call(stack().info().gateway, 'GET', '/health/ready')).status).toBe(200),
    20_000,
  );
  lettersBefore = await countDeadLetters();
}, 30_000);

it.each(SERVICES)(
  'kill -9 of %s while 200 people are invited loses and doubles nothing',
  async (service) => {
    const firm = await Firm.withSeats(stack(), 250);
    const answers = await inviteDuring(firm, 200, async () => {
      await wait(300);
      stack().kill(service);
    });
    expect(answers).toHaveLength(200);
    expect(answers.filter((answer) => !isGoodOrBusy(service, answer))).toEqual([]);
    await expectEverythingAtRest(firm, answers);
  },
  120_000,
);

it.each(['reassignment', 'identity', 'gateway'])(
  'kill -9 of %s while 20,000 records move: each moves once, with one line of history',
  async (service) => {
    const firm = await Firm.withSeats(stack(), 5);
    const [from, to] = [await firm.join(firm.person('from')), await firm.join(firm.person('to'))];
    await importRecords(firm, recordsOf(from, 20_000));
    const started = await firm.call('POST', '/v1/reassignments', { from: from.id, to: to.id });
    expect(started.status).toBe(202);
    await wait(200);
    stack().kill(service);
    await eventually(async () => {
      const run = await firm.get(`/v1/reassignments/${started.body.id}`);
      expect(run).toMatchObject({ state: 'finished', progress: { total: 20_000, done: 20_000 } });
    }, 30_000);
    expect((await firm.get(`/v1/records?owner=${from.id}`)).total).toBe(0);
    expect((await firm.get(`/v1/records?owner=${to.id}&count=exact`)).total).toBe(20_000);
    for (let n = 0; n < 20_000; n += 250) {
      const { items } = await firm.get<{ items: OwnershipChange[] }>(`/v1/records/task/task-${n}/history`);
      expect(items).toMatchObject([
        { from: null, to: from.id },
        { from: from.id, to: to.id, reassignmentId: started.body.id },
      ]);
    }
    expect(await countDeadLetters()).toEqual(lettersBefore);
  },
  120_000,
);

it.each(['rabbitmq', 'redis'])(
  'kill -9 of %s while people are invited: 201 or 503, and nothing is lost',
  async (server) => {
    const firm = await Firm.withSeats(stack(), 100);
    const answers = await inviteDuring(firm, 60, async () => {
      await wait(150);
      stack().kill(server);
    });
    expect(answers.filter((answer) => !isGoodOrBusy(server, answer))).toEqual([]);
    // A broker needs its time to come back; the ten seconds count from then.
    await eventually(async () => expect((await firm.call('GET', '/v1/licenses')).status).toBe(200), 40_000);
    await expectEverythingAtRest(firm, answers);
  },
  120_000,
);

it('a firm whose invitations wait for a frozen licensing keeps nobody of another firm from signing in', async () => {
  const [busy, other] = [await Firm.withSeats(stack(), 250), await Firm.signUp(stack())];
  const frozen = stack().pid('licensing');
  process.kill(-frozen, 'SIGSTOP');
  const invitations = busy.people(200).map((person) => busy.invite(person));
  try {
    for (let time = 0; time < 3; time += 1) {
      await wait(500);
      expect(await other.signIn(other.admin.username)).toMatchObject({ status: 200 });
    }
  } finally {
    process.kill(-frozen, 'SIGCONT');
  }
  const answers = await Promise.all(invitations);
  expect(answers.filter((answer) => !isGoodOrBusy('licensing', answer))).toEqual([]);
  await expectEverythingAtRest(busy, answers);
}, 120_000);

it('Redis is killed while records move: the run goes on', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const [from, to] = [await firm.join(firm.person('from')), await firm.join(firm.person('to'))];
  await importRecords(firm, recordsOf(from, 20_000));
  const started = await firm.call('POST', '/v1/reassignments', { from: from.id, to: to.id });
  stack().kill('redis');
  await eventually(async () => {
    const run = await firm.get(`/v1/reassignments/${started.body.id}`);
    expect(run).toMatchObject({ state: 'finished', progress: { done: 20_000 } });
    // A sweep has to find the run first, and the machine may do other things besides.
  }, 90_000);
  expect((await firm.get(`/v1/records?owner=${to.id}&count=exact`)).total).toBe(20_000);
}, 180_000);
