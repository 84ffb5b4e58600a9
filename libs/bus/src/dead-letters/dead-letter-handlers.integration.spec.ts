import { listLicensingDeadLetters, settleLicensingDeadLetter, userActor } from '@seatkeeper/contracts';
import { door, doorOpened, useDoors } from '../testing/doors.js';
import { eventually, type RigService } from '../testing/rig.js';

const accountId = 'acc_3kq9z7w1m5x8b2n4v6c0d';
const by = userActor('usr_3kq9z7w1m5x8b2n4v6c0d');

describe('what a service tells of the events it could not handle', () => {
  const doors = useDoors(
    [
      door(1),
      door(2, {}, { accountId }),
      door(3, {}, { account: 'harbour-lane' }),
      door(4, { source: '/seatkeeper/identity' }),
      '{"broken',
    ],
    { deadLetters: { list: listLicensingDeadLetters, settle: settleLicensingDeadLetter } },
  );
  const { waiting } = doors;
  let operators: RigService;
  beforeAll(async () => {
    operators = await doors.rig.start('gateway', [], { part: true });
  });

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
    expect(items.find(({ id }) => id === 'door_2')).toEqual({
      id: 'door_2',
      service: 'licensing',
      type: doorOpened.name,
      source: '/seatkeeper/shop',
      accountId,
      accountSlug: null,
      code: 'not-found',
      reason: 'DoorHandlers.opened: There is no door 2',
      attempts: 1,
      firstFailedAt: expect.any(String),
      lastFailedAt: expect.any(String),
    });
    expect(items.find(({ id }) => id === 'door_3')).toMatchObject({
      accountId: null,
      accountSlug: 'harbour-lane',
    });
    await eventually(() => expect(waiting()).resolves.toBe(5));
  });

  it('finds one by its id, wherever it lies', async () => {
    expect((await list({ id: 'door_3', limit: 1 })).items.map(({ id }) => id)).toEqual(['door_3']);
    expect((await list({ id: 'door_9', limit: 1 })).items).toEqual([]);
  });

  it('gives one to its handlers once more, and no other', async () => {
    doors.isRefusing = false;
    expect(await settle('door_2', 'replay')).toEqual({ settled: true });
    await eventually(() => expect(doors.handled).toEqual([2]));
    await eventually(() => expect(waiting()).resolves.toBe(4));
    await expect(settle('door_2', 'replay')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('what still cannot be handled is a dead letter again', async () => {
    await settle('door_1', 'replay');
    await eventually(() => expect(doors.handled).toEqual([1]));
    await eventually(() => expect(waiting()).resolves.toBe(5));
  });

  it('of two operators who settle the same one, one does', async () => {
    doors.isRefusing = false;
    const ends = await Promise.allSettled([settle('door_3', 'replay'), settle('door_3', 'drop')]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await eventually(() => expect(waiting()).resolves.toBe(4));
  });

  it('drops one for good', async () => {
    await settle(await brokenId(), 'drop');
    await eventually(() => expect(waiting()).resolves.toBe(4));
    expect(doors.handled).toEqual([]);
  });

  it('does not believe by the way of a replay what it did not believe at first, nor replays what nobody can read', async () => {
    doors.isRefusing = false;
    await doors.putAway(door(5), 'user-not-source');
    await doors.putAway(door(6), 'source-not-owner');
    // Of this one nobody has looked who sent it.
    await doors.putAway(door(7, { source: '/seatkeeper/identity' }), 'process-died');
    for (const id of ['door_4', 'door_5', 'door_6', 'door_7', await brokenId()])
      await expect(settle(id, 'replay')).rejects.toMatchObject({
        code: 'validation-failed',
        errors: [{ path: 'id', message: expect.stringMatching(/can only be dropped/) }],
      });
    await eventually(() => expect(waiting()).resolves.toBe(8));
    expect(doors.handled).toEqual([]);
  });
});
