import { Injectable } from '@nestjs/common';
import {
  defineEvent,
  Fault,
  listLicensingDeadLetters,
  settleLicensingDeadLetter,
  userActor,
} from '@seatkeeper/contracts';
import { z } from 'zod';
import { deadLetterQueue } from '../broker/topology.js';
import { cloudEvent, eventually, Rig, type RigService } from '../testing/rig.js';
import { On } from '../wiring/decorators.js';

const data = z.object({ n: z.int(), accountId: z.string().optional(), account: z.string().optional() });
const opened = defineEvent({ name: 'shop.door.opened', summary: '', data });
const accountId = 'acc_3kq9z7w1m5x8b2n4v6c0d';
const by = userActor('usr_3kq9z7w1m5x8b2n4v6c0d');

let refusing = true;
let handled: number[] = [];

@Injectable()
class Doors {
  @On(opened)
  async opened({ n }: { n: number }): Promise<void> {
    handled.push(n);
    if (refusing) throw new Fault('not-found', `There is no door ${n}`);
  }
}

describe('what a service tells of the events it could not handle', () => {
  let rig: Rig;
  let operators: RigService;

  beforeAll(async () => {
    rig = await Rig.open();
    await rig.start('licensing', [Doors], {
      part: true,
      deadLetters: { list: listLicensingDeadLetters, settle: settleLicensingDeadLetter },
    });
    operators = await rig.start('gateway', [], { part: true });
  });
  afterAll(() => rig.close());

  beforeEach(async () => {
    refusing = true;
    await rig.channel.purgeQueue(deadLetterQueue(rig.place, 'licensing'));
    for (const n of [1, 2, 3])
      await rig.emit(
        cloudEvent(
          opened.name,
          { n, ...(n === 2 && { accountId }), ...(n === 3 && { account: 'harbour-lane' }) },
          { id: `door/${n}` },
        ),
      );
    await rig.emit('{"broken', opened.name);
    await rig.emit(cloudEvent(opened.name, { n: 4 }, { id: 'door/4', source: '/seatkeeper/identity' }));
    await eventually(() => expect(waiting()).resolves.toBe(5));
    handled = [];
  });

  const waiting = () => rig.waiting(deadLetterQueue(rig.place, 'licensing'));
  const list = (input: { id?: string; limit?: number } = {}) =>
    operators.bus.request(listLicensingDeadLetters, { limit: 50, ...input });
  const settle = (id: string, end: 'replay' | 'drop') =>
    operators.bus.request(settleLicensingDeadLetter, { by, id, end });
  const brokenId = async () => (await list()).items.find(({ code }) => code === 'malformed')!.id;

  it('lists the oldest with the reason and the account, never with what they tell, and leaves them where they are', async () => {
    for (let i = 0; i < 2; i += 1) {
      const { waiting: count, items } = await list({ limit: 2 });
      expect([count, items.length]).toEqual([5, 2]);
    }
    const { items } = await list();
    expect(items.find(({ id }) => id === 'door/2')).toEqual({
      id: 'door/2',
      service: 'licensing',
      type: opened.name,
      source: '/seatkeeper/shop',
      accountId,
      accountSlug: null,
      code: 'not-found',
      reason: 'Doors.opened: There is no door 2',
      attempts: 1,
      firstFailedAt: expect.any(String),
      lastFailedAt: expect.any(String),
    });
    expect(items.find(({ id }) => id === 'door/3')).toMatchObject({
      accountId: null,
      accountSlug: 'harbour-lane',
    });
    await eventually(() => expect(waiting()).resolves.toBe(5));
  });

  it('finds one by its id, wherever it lies', async () => {
    expect((await list({ id: 'door/3', limit: 1 })).items.map(({ id }) => id)).toEqual(['door/3']);
    expect((await list({ id: 'door/9', limit: 1 })).items).toEqual([]);
  });

  it('gives one to its handlers once more, and no other', async () => {
    refusing = false;
    expect(await settle('door/2', 'replay')).toEqual({ settled: true });
    await eventually(() => expect(handled).toEqual([2]));
    await eventually(() => expect(waiting()).resolves.toBe(4));
    await expect(settle('door/2', 'replay')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('what still cannot be handled is a dead letter again', async () => {
    await settle('door/1', 'replay');
    await eventually(() => expect(handled).toEqual([1]));
    await eventually(() => expect(waiting()).resolves.toBe(5));
  });

  it('of two operators who settle the same one, one does', async () => {
    refusing = false;
    const ends = await Promise.allSettled([settle('door/3', 'replay'), settle('door/3', 'drop')]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await eventually(() => expect(waiting()).resolves.toBe(4));
  });

  it('drops one for good', async () => {
    await settle(await brokenId(), 'drop');
    await eventually(() => expect(waiting()).resolves.toBe(4));
    expect(handled).toEqual([]);
  });

  it('does not believe by the way of a replay what it did not believe at first, nor replays what nobody can read', async () => {
    refusing = false;
    for (const id of ['door/4', await brokenId()])
      await expect(settle(id, 'replay')).rejects.toMatchObject({
        code: 'validation-failed',
        errors: [{ path: 'id', message: expect.stringMatching(/can only be dropped/) }],
      });
    await eventually(() => expect(waiting()).resolves.toBe(5));
    expect(handled).toEqual([]);
  });
});
