import { eventQueue, requestQueue, unroutedQueue } from '../broker/topology.js';
import { On } from '../wiring/decorators.js';
import { door, doorOpened, useDoors } from '../testing/doors.js';
import { cloudEvent, eventually } from '../testing/rig.js';
import { deadLetters } from './command.js';

describe('npm run dead-letters', () => {
  const doors = useDoors([door(1), door(2), door(3), '{"broken']);
  const { waiting } = doors;

  const run = async (...args: string[]) => {
    const printed: string[] = [];
    const code = await deadLetters(args, doors.rig.environment, (text) => printed.push(text));
    return { code, text: printed.join('\n') };
  };
  const json = async (...args: string[]) => {
    const { text } = await run(...args, '--json');
    return JSON.parse(text) as Record<string, unknown>[];
  };

  it('counts what waits in every service', async () => {
    expect(await json('list')).toContainEqual({ service: 'licensing', waiting: 4 });
    const { code, text } = await run('list');
    expect(code).toBe(0);
    expect(text).toMatch(/^licensing +4$/m);
    expect(text).toMatch(/^notifications +has never run here$/m);
  });

  it('lists them with their reasons, as often as one likes, and leaves them where they are', async () => {
    for (let i = 0; i < 3; i += 1) {
      const letters = await json('list', 'licensing');
      expect(letters).toHaveLength(4);
      expect(letters).toContainEqual(
        expect.objectContaining({
          id: 'door_2',
          type: doorOpened.name,
          code: 'not-found',
          reason: 'DoorHandlers.opened: There is no door 2',
          attempts: 1,
        }),
      );
    }
    expect((await run('list', 'licensing')).text).toMatch(/door_2 {2}not-found after 1 try/);
    await eventually(() => expect(waiting()).resolves.toBe(4));
  });

  it('shows one with its body', async () => {
    const { code, text } = await run('show', 'licensing', '1');
    expect(code).toBe(0);
    expect(text).toMatch(/originalRoutingKey +shop\.door\.opened/);
    expect((await run('show', 'licensing', '9')).code).toBe(1);
  });

  it('replays one, by the id of its event, and touches no other', async () => {
    doors.isRefusing = false;
    const { code, text } = await run('replay', 'licensing', 'door_2');
    expect({ code, text }).toEqual({ code: 0, text: '1 put back into the event queue.' });
    await eventually(() => expect(doors.handled).toEqual([2]));
    await eventually(() => expect(waiting()).resolves.toBe(3));
    expect((await json('list', 'licensing')).map(({ id }) => id)).not.toContain('door_2');
  });

  it('replays all but what nobody can read', async () => {
    doors.isRefusing = false;
    await doors.putAway(door(4), 'not-found');
    const { code, text } = await run('replay', 'licensing', '--all');
    expect(code).toBe(0);
    expect(text).toMatch(/^4 put back into the event queue\.\n\w{12} stays\. It cannot be read/);
    await eventually(() => expect([...doors.handled].sort()).toEqual([1, 2, 3, 4]));
    await eventually(() => expect(waiting()).resolves.toBe(1));
    expect(await doors.rig.waiting(eventQueue(doors.rig.place, 'licensing'))).toBe(0);
  });

  it('what still cannot be handled comes back', async () => {
    await run('replay', 'licensing', 'door_1');
    await eventually(() => expect(doors.handled).toEqual([1]));
    await eventually(() => expect(waiting()).resolves.toBe(4));
  });

  it.each(['user-not-source', 'source-not-owner'])(
    'has nothing believed that was not believed at first: %s',
    async (refusal) => {
      doors.isRefusing = false;
      await doors.putAway(door(4), refusal);
      const { code, text } = await run('replay', 'licensing', 'door_4');
      expect({ code, text }).toEqual({
        code: 1,
        text: expect.stringMatching(/^door_4 stays\. It was not told by the owner .* can only be dropped\.$/),
      });
      await eventually(() => expect(waiting()).resolves.toBe(5));
      expect((await run('replay', 'licensing', '--all')).text).toMatch(/^3 put back [^]*^door_4 stays\./m);
      await eventually(() => expect([...doors.handled].sort()).toEqual([1, 2, 3]));
      await eventually(() => expect(waiting()).resolves.toBe(2));
      expect((await run('replay', 'licensing', '--all')).code).toBe(1);
      await eventually(() => expect(waiting()).resolves.toBe(2));
      expect((await run('drop', 'licensing', 'door_4')).text).toBe('1 dropped.');
    },
  );

  it('drops one, or all', async () => {
    expect((await run('drop', 'licensing', 'door_1')).text).toBe('1 dropped.');
    await eventually(() => expect(waiting()).resolves.toBe(3));
    expect((await run('drop', 'licensing', 'door_1')).code).toBe(1);
    await eventually(() => expect(waiting()).resolves.toBe(3));
    expect((await run('drop', 'licensing', '--all')).text).toBe('3 dropped.');
    expect(await waiting()).toBe(0);
    expect(doors.handled).toEqual([]);
  });

  it.each([
    [[], /^Usage/],
    [['bury', 'licensing'], /^There is no command bury/],
    [['replay', 'licensing'], /^Give either an id or --all/],
    [['drop'], /^Name the service/],
    [['show', 'licensing', 'x'], /^x is not a position/],
    [['list', '--everything'], /everything/],
  ])('explains itself when it does not understand %j', async (args, expected) => {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toMatch(expected);
  });

  it('shows an event every process died of, which RabbitMQ gave up by itself', async () => {
    const deadly = await doors.rig.start('notifications', [doors.handlers]);
    await deadly.stop();
    await doors.rig.emit(door(7));
    const [letter] = await eventually(async () => {
      await doors.rig.dieOf('notifications');
      const letters = await json('list', 'notifications');
      expect(letters).toHaveLength(1);
      return letters;
    });
    expect(letter).toMatchObject({ id: 'door_7', type: doorOpened.name, code: 'process-died' });
    doors.isRefusing = false;
    doors.handled = [];
    await doors.rig.start('notifications', [doors.handlers]);
    expect((await run('replay', 'notifications', 'door_7')).code).toBe(0);
    await eventually(() => expect(doors.handled).toEqual([7]));
  });

  it('knows what nobody heard: shows why, publishes it again once somebody does, or drops it', async () => {
    for (const n of [1, 2])
      await doors.rig.emit(cloudEvent('shop.window.opened', { n }, { id: `window_${n}` }));
    await eventually(() => expect(doors.rig.waiting(unroutedQueue(doors.rig.place))).resolves.toBe(2));
    expect((await run('list')).text).toMatch(/^unrouted +2$/m);
    expect(await json('list', 'unrouted')).toMatchObject([
      { id: 'window_1', code: 'unrouted', reason: 'No service hears shop.window.opened.' },
      { id: 'window_2' },
    ]);
    expect((await run('replay', 'unrouted', 'window_1')).text).toBe('1 published again.');
    await eventually(async () =>
      expect((await json('list', 'unrouted')).map(({ id }) => id).sort()).toEqual(['window_1', 'window_2']),
    );
    const heard: number[] = [];
    const windowOpened = { ...doorOpened, name: 'shop.window.opened' };
    class Windows {
      @On(windowOpened)
      async opened({ n }: { n: number }): Promise<void> {
        heard.push(n);
      }
    }
    await doors.rig.start('reassignment', [Windows]);
    expect((await run('replay', 'unrouted', 'window_2')).code).toBe(0);
    await eventually(() => expect(heard).toEqual([2]));
    expect((await run('drop', 'unrouted', '--all')).text).toBe('1 dropped.');
    expect(await doors.rig.waiting(unroutedQueue(doors.rig.place))).toBe(0);
  });

  it('tells a service that hears no events from one that never ran', async () => {
    await doors.rig.channel.assertQueue(requestQueue(doors.rig.place, 'identity'), { durable: true });
    const { text } = await run('list');
    await doors.rig.channel.deleteQueue(requestQueue(doors.rig.place, 'identity'));
    expect(text).toMatch(/^identity +hears no events$/m);
  });

  it('says so when there is no broker, or no stack', async () => {
    const printed: string[] = [];
    const of = (environment: Record<string, string>) =>
      deadLetters(['list'], environment, (text) => printed.push(text));
    expect(await of({ AMQP_URL: 'amqp://127.0.0.1:1' })).toBe(1);
    expect(await of({ STACK_DIR: '/nowhere/at-all' })).toBe(1);
    expect(printed).toEqual([
      'RabbitMQ at AMQP_URL cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
      expect.stringMatching(/^No stack runs in \/nowhere\/at-all\. Begin with npm start/),
    ]);
  });
});
