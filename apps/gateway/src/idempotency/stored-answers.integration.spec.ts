import { Module } from '@nestjs/common';
import { BusModule } from '@seatkeeper/bus';
import { MongoModule } from '@seatkeeper/mongo';
import { race, TestClock, testService, type TestService } from '@seatkeeper/testing';
import { StoredAnswersRepository } from './stored-answers.repository.js';
import { keyLease, storedAnswers } from './stored-answers.schema.js';

@Module({ providers: [StoredAnswersRepository], exports: [StoredAnswersRepository] })
class StoreModule {}

const clock = new TestClock();
let service: TestService;
let store: StoredAnswersRepository;
beforeAll(async () => {
  service = await testService({
    name: 'gateway',
    imports: [BusModule.forRoot(), MongoModule.forRoot([storedAnswers]), StoreModule],
    clock,
  });
  store = service.get(StoredAnswersRepository);
});
afterAll(() => service.close());

const use = (id: string, digest = 'same') => ({ accountId: 'acc_one', id, digest });
const answer = { status: 201, body: { id: 'usr_1' }, headers: {} };

it('twenty requests with one key at once: one acts, nineteen are told to wait', async () => {
  const { values, refusals } = await race(20, () => store.begin(use('race')));
  expect(values).toHaveLength(1);
  expect(refusals).toEqual({ 'idempotency-in-progress': 19 });
});

it('the answer is given again, and another request with the key is refused', async () => {
  const begun = await store.begin(use('again'));
  if (!('attempt' in begun)) throw new Error('The key was new');
  await store.settle(begun.attempt, answer);
  expect(await store.begin(use('again'))).toEqual({ answer });
  await expect(store.begin(use('again', 'other'))).rejects.toMatchObject({ code: 'idempotency-key-reused' });
});

it('an outage frees the key for the next attempt', async () => {
  const first = await store.begin(use('outage'));
  if (!('attempt' in first)) throw new Error('The key was new');
  await store.release(first.attempt);
  expect(await store.begin(use('outage'))).toHaveProperty('attempt');
});

it('a gateway that died holds the key for its lease only, and cannot settle it afterwards', async () => {
  const dead = await store.begin(use('died'));
  if (!('attempt' in dead)) throw new Error('The key was new');
  clock.advance(keyLease.ms + 1);
  const { values } = await race(5, () => store.begin(use('died')));
  expect(values).toHaveLength(1);
  await store.settle(dead.attempt, { ...answer, status: 500 });
  await expect(store.begin(use('died'))).rejects.toMatchObject({ code: 'idempotency-in-progress' });
});

it('the same key of another account is another key', async () => {
  await store.begin(use('mine'));
  expect(await store.begin({ ...use('theirs'), accountId: 'acc_two' })).toHaveProperty('attempt');
});
