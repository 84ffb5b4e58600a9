import { accountUpdated, groupUpdated, userSessionsEnded, userUpdated } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { connect, type Socket } from 'node:net';
import type { TestGateway } from '../../testing/gateway.js';
import { type GatewayWorld, gatewayWorld } from '../../testing/gateway-world.js';
import { LiveReader } from '../../testing/live-reader.js';
import { RedisDoor } from '../../testing/redis-door.js';
import { accessToken } from '../../testing/stand-in.js';

const OFF = { LIMIT_USER: 'off', LIMIT_ACCOUNT: 'off', LIMIT_PUBLIC: 'off' };

describe('live events', () => {
  let world: GatewayWorld;
  let gateways: TestGateway[];
  let door: RedisDoor;
  let readers: LiveReader[] = [];

  beforeAll(async () => {
    world = await gatewayWorld();
    door = await RedisDoor.to(world.redisUrl);
    const settings = { ...OFF, REDIS_URL: door.url };
    gateways = [await world.gateway(settings), await world.gateway(settings), await world.gateway(settings)];
  });
  beforeEach(() => world.identity.grant({ permissions: ['users.read'], seesEverybody: true }));
  afterEach(() => {
    for (const reader of readers) reader.leave();
    readers = [];
  });
  afterAll(async () => {
    await world.close();
    await door.close();
  }, 60_000);

  const somebody = (accountId = newId('acc')) => {
    const userId = newId('usr');
    return { accountId, userId, token: accessToken({ accountId, userId }) };
  };
  const read = async (token: string, copy = 0, lastEventId?: string) => {
    const reader = await LiveReader.open(gateways[copy % gateways.length]!, token, lastEventId);
    readers.push(reader);
    return reader;
  };
  /** Who is told that it cannot be followed just then comes again. */
  const admitted = (...args: Parameters<typeof read>) =>
    eventually(async () => {
      const reader = await read(...args);
      expect(reader.status).toBe(200);
      return reader;
    });
  const tell = (name: string, accountId: string, data: object, more: object = {}) =>
    world.identity.service.bus.publish([
      {
        id: newId('evt'),
        name,
        at: new Date('2030-01-01T00:00:00Z'),
        subject: 'x',
        sequence: 7,
        data: { accountId, actor: { type: 'user', id: newId('usr') }, ...data },
        ...more,
      },
    ]);
  /** A change of a user, by id. */
  const change = (accountId: string, id = newId('usr'), more: object = {}) =>
    tell(
      userUpdated.name,
      accountId,
      { user: { id, firstName: 'Ada', email: 'ada@firm.example' } },
      {
        subject: id,
        ...more,
      },
    ).then(() => id);
  const begun = (reader: LiveReader) =>
    eventually(() => expect([reader.names[0], reader.events[0]?.data.detail]).toEqual(['ready', undefined]));

  it('cost nothing while nobody follows: what a gateway opens for them is closed again', async () => {
    const atRest = door.connections;
    const reader = await read(somebody().token);
    await begun(reader);
    expect(door.connections).toBe(atRest + 2);
    reader.leave();
    await eventually(() => expect(door.connections).toBe(atRest), 50_000);
  }, 60_000);

  it('tell that a user changed, and nothing of how', async () => {
    const { accountId, token } = somebody();
    const reader = await read(token);
    await begun(reader);
    const id = await change(accountId);
    await eventually(() => expect(reader.events[1]).toBeDefined());
    expect(reader.events[1]).toEqual({
      event: 'change',
      id: expect.stringMatching(/^\d+-\d+$/),
      data: {
        type: 'identity.user.updated',
        subject: { kind: 'user', id },
        version: 7,
        at: '2030-01-01T00:00:00.000Z',
      },
    });
  });

  it('are those of the own account, at every copy of the gateway', async () => {
    const [ours, theirs] = [somebody(), somebody()];
    const at = await Promise.all([0, 1, 2].map((copy) => read(ours.token, copy)));
    const other = await read(theirs.token, 1);
    await Promise.all([...at, other].map(begun));
    const ids = [await change(ours.accountId), await change(ours.accountId)];
    const [hers] = [await change(theirs.accountId)];
    await eventually(() => expect(other.ids).toEqual([hers]));
    for (const reader of at) await eventually(() => expect(reader.ids.toSorted()).toEqual(ids.toSorted()));
  });

  it('go on at any copy: 300 changes are each told once to who comes and goes between three of them', async () => {
    const { accountId, token } = somebody();
    const told: string[] = [];
    let reader = await read(token, 0);
    await begun(reader);
    const sent: string[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const leaves = turn % 3 === 2;
      const publishing = Promise.all(
        Array.from({ length: 10 }, async () => {
          const id = newId('evt');
          const user = await change(accountId, undefined, { id });
          // The broker may bring an event more than once, to another copy.
          if (Math.random() < 0.3) await change(accountId, user, { id });
          sent.push(user);
        }),
      );
      if (leaves) {
        const { lastEventId, ids } = reader;
        reader.leave();
        told.push(...ids);
        await publishing;
        reader = await read(token, turn, lastEventId);
      }
      await publishing;
    }
    await eventually(() => expect([...told, ...reader.ids]).toHaveLength(sent.length), 20_000);
    expect([...told, ...reader.ids].toSorted()).toEqual(sent.toSorted());
    expect(readers.flatMap(({ names }) => names).filter((name) => name === 'reset')).toEqual([]);
  }, 60_000);

  it('are to be read again as a whole after what is not known any more, and an id that is none is refused', async () => {
    const { accountId, token } = somebody();
    const first = await read(token);
    await begun(first);
    const old = first.lastEventId;
    for (let n = 0; n < 11; n += 1) await Promise.all(Array.from({ length: 100 }, () => change(accountId)));
    await eventually(() => expect(first.ids.length).toBeGreaterThan(1_050), 30_000);
    const late = await read(token, 1, old);
    await eventually(() => expect(late.names).toEqual(['reset']));
    const next = await change(accountId);
    await eventually(() => expect(late.ids).toEqual([next]));
    const unknown = await read(token, 1, '1-5');
    await eventually(() => expect(unknown.names).toEqual(['reset']));
    const wrong = await read(token, 1, 'yesterday');
    expect([wrong.status, wrong.events[0]?.data]).toMatchObject([
      422,
      { code: 'validation-failed', errors: [{ path: 'last-event-id' }] },
    ]);
  }, 60_000);

  it('are told to who may read of them, from the moment on and as long as they may', async () => {
    const { accountId, token } = somebody();
    const reader = await read(token);
    await begun(reader);
    world.identity.grant({ permissions: [] });
    await tell(groupUpdated.name, accountId, { group: { id: 'grp_1' } });
    const untold = await change(accountId);
    // The account itself is shown to everybody of it, so what came before this was judged.
    await tell(accountUpdated.name, accountId, { account: { id: accountId } });
    await eventually(() => expect(reader.ids).toEqual([accountId]));
    world.identity.grant({ permissions: ['users.read'] });
    await tell(groupUpdated.name, accountId, { group: { id: 'grp_2' } });
    await eventually(() => expect(reader.ids).toContain('grp_2'));
    const seen = await change(accountId);
    await eventually(() => expect(reader.ids.at(-1)).toBe(seen));
    expect(reader.ids).not.toContain(untold);
  });

  it('of people are told to who sees them, and nobody else is asked about', async () => {
    const { accountId, token } = somebody();
    world.identity.grant({ seesEverybody: false });
    const reader = await read(token);
    await begun(reader);
    const [hidden, shown] = [newId('usr'), newId('usr')];
    world.identity.hidden.add(hidden);
    await change(accountId, hidden);
    await change(accountId, shown);
    await eventually(() => expect(reader.ids).toEqual([shown]));
    const asked = world.identity.asked('pick');
    await tell(groupUpdated.name, accountId, { group: { id: 'grp_1' } });
    await eventually(() => expect(reader.ids).toEqual([shown, 'grp_1']));
    expect(world.identity.asked('pick')).toBe(asked);
  });

  it('end within a second of the session', async () => {
    const { accountId, userId, token } = somebody();
    const [reader, other] = [await read(token), await read(somebody(accountId).token, 1)];
    await Promise.all([begun(reader), begun(other)]);
    world.identity.ended.add(userId);
    const at = performance.now();
    await tell(userSessionsEnded.name, accountId, { user: { id: userId } }, { subject: userId });
    await eventually(() => expect(reader.hasEnded).toBe(true));
    expect(performance.now() - at).toBeLessThan(1_000);
    await change(accountId);
    await eventually(() => expect(other.ids).toHaveLength(1));
    expect([reader.ids, other.hasEnded]).toEqual([[], false]);
  });

  it('are twenty streams of a user at a time', async () => {
    const { token } = somebody();
    const open = await Promise.all(Array.from({ length: 20 }, () => read(token)));
    const more = await read(token);
    expect([open.map(({ status }) => status), more.status]).toEqual([Array(20).fill(200), 429]);
    expect(more.events[0]?.data).toMatchObject({ detail: expect.stringContaining('at most 20 streams') });
    open[0]?.leave();
    await eventually(async () => expect((await read(token)).status).toBe(200));
  });

  it('wait for a slow reader up to a number, and then say that all is to be read again', async () => {
    const { accountId, token } = somebody();
    const { hostname, port } = new URL(gateways[0]!.url);
    const socket: Socket = connect({ host: hostname, port: Number(port) });
    socket.write(`GET /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`);
    let text = '';
    socket.on('data', (data) => (text += String(data)));
    await eventually(() => expect(text).toContain('event: ready'));
    socket.pause();
    const quick = await read(token, 1);
    await begun(quick);
    // More than what fits into the buffers on the way, which take some megabytes.
    const told = 40_000;
    for (let n = 0; n < told; n += 500)
      await Promise.all(Array.from({ length: 500 }, () => change(accountId)));
    await eventually(() => expect(quick.ids.length).toBeGreaterThan(told - 1), 60_000);
    socket.resume();
    await eventually(() => expect(text).toContain('event: reset'), 20_000);
    socket.destroy();
  }, 120_000);

  it('reach a thousand who follow one account by one look of each process', async () => {
    const accountId = newId('acc');
    const watching: LiveReader[] = [];
    for (let n = 0; n < 1_000; n += 100)
      watching.push(
        ...(await Promise.all(Array.from({ length: 100 }, (_, m) => read(somebody(accountId).token, m % 2)))),
      );
    await Promise.all(watching.map(begun));
    await eventually(() => expect(world.identity.asked('authorize')).toBeGreaterThanOrEqual(2_000));
    const asked = world.identity.asked('authorize');
    const before = door.answered;
    const ids = await Promise.all(Array.from({ length: 20 }, () => change(accountId)));
    for (const reader of watching)
      await eventually(() => expect(reader.ids.toSorted()).toEqual(ids.toSorted()));
    expect(world.identity.asked('authorize') - asked).toBeLessThanOrEqual(1_000);
    // Each change comes to both processes once, some hundred bytes; a thousand times that would be megabytes.
    expect(door.answered - before).toBeLessThan(100_000);
  }, 120_000);

  it('say that nothing is told while Redis is away, and lose nothing by it', async () => {
    const { accountId, token } = somebody();
    const reader = await admitted(token);
    await begun(reader);
    const first = await change(accountId);
    await eventually(() => expect(reader.ids).toEqual([first]));
    door.shut();
    await eventually(() => expect(reader.names.at(-1)).toBe('interrupted'));
    const refused = await read(somebody(accountId).token);
    expect([refused.status, refused.events[0]?.data.code]).toEqual([503, 'service-unavailable']);
    const meanwhile = await Promise.all([change(accountId), change(accountId)]);
    door.open();
    await eventually(() => expect(reader.names).toContain('ready'));
    await eventually(() => expect(reader.ids.toSorted()).toEqual([first, ...meanwhile].toSorted()), 20_000);
    expect(reader.names.filter((name) => name !== 'change')).toEqual(['ready', 'interrupted', 'ready']);
    const after = await admitted(token, 1, reader.lastEventId);
    await begun(after);
    const last = await change(accountId);
    await eventually(() => expect(after.ids).toEqual([last]));
  }, 60_000);
});
