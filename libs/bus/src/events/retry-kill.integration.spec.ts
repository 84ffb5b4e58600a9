import { type Child, startChild } from '@seatkeeper/testing';
import { noted } from '../testing/notes.js';
import { eventually, Rig } from '../testing/rig.js';

let rig: Rig;
const started: Child[] = [];

beforeAll(async () => {
  rig = await Rig.open();
});
afterAll(async () => {
  for (const child of started) await child.kill();
  await rig.close();
});

const start = (env: Record<string, string>): Child => {
  const program = new URL('../testing/stubborn-listener.ts', import.meta.url);
  const child = startChild(program, { env: { ...rig.environment, PORT: '0', ...env } });
  started.push(child);
  return child;
};

it('an event that is to be tried again is, though the process dies before it lets go of the first copy', async () => {
  const dying = start({ REFUSES: '1', CRASH_AT: 'bus.retry.afterPublish' });
  await eventually(() => expect(dying.output()).toContain('"Ready"'), 20_000);
  const caller = await rig.start('keeper', []);
  await caller.bus.publish([{ id: 'evt_1', name: noted.name, at: new Date(), subject: '1', data: { n: 1 } }]);
  expect(await dying.ended).toBe('SIGKILL');

  const next = start({});
  // The copy that waits to be tried, and the one that was never acknowledged: who must do it once keeps an inbox.
  await eventually(() => expect(next.output().match(/heard 1/g)).toHaveLength(2), 30_000);
  expect(await rig.deadLetters('listener')).toEqual([]);
}, 90_000);
