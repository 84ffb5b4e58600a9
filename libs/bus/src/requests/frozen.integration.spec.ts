import { type Child, startChild } from '@seatkeeper/testing';
import { eventually, Rig, type RigService } from '../testing/rig.js';
import { note } from '../testing/notes.js';

describe('a copy that was frozen and wakes', () => {
  let rig: Rig;
  let caller: RigService;
  let keeper: Child;

  beforeAll(async () => {
    rig = await Rig.open();
    caller = await rig.start('caller', []);
    const program = new URL('../testing/note-keeper.ts', import.meta.url);
    keeper = startChild(program, { env: { ...rig.environment, PORT: '0' } });
    await eventually(() => expect(keeper.output()).toContain('"Ready"'), 20_000);
  }, 30_000);
  afterAll(async () => {
    await keeper.kill();
    await rig.close();
  });

  it('does not begin what nobody waits for any more', async () => {
    expect(await caller.bus.request(note, { n: 1 })).toEqual({ n: 1 });
    keeper.process.kill('SIGSTOP');
    const missed = [2, 3].map((n) => caller.bus.request(note, { n }));
    for (const outcome of await Promise.allSettled(missed))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'service-unavailable' } });
    keeper.process.kill('SIGCONT');
    await eventually(async () => expect(await caller.bus.request(note, { n: 4 })).toEqual({ n: 4 }));
    await eventually(() => expect(keeper.output().match(/came too late/g)).toHaveLength(2));
    // Its words take another way than its answer, and may come later.
    await eventually(() => expect(keeper.output().match(/begins \d/g)).toEqual(['begins 1', 'begins 4']));
  });

  it('is missed by the others within fifteen seconds, and found again', async () => {
    await caller.bus.checkAnswered('keeper');
    keeper.process.kill('SIGSTOP');
    const missing = () =>
      expect(caller.bus.checkAnswered('keeper')).rejects.toThrow('no process of keeper takes requests');
    await eventually(missing, 15_000);
    keeper.process.kill('SIGCONT');
    await eventually(() => caller.bus.checkAnswered('keeper'));
    await eventually(async () => expect(await caller.bus.request(note, { n: 5 })).toEqual({ n: 5 }));
  }, 40_000);

  it('is not looked for in vain when it never was', async () => {
    const nobody = caller.bus.checkAnswered('nobody');
    await expect(nobody).rejects.toThrow('no process of nobody takes requests');
    expect(await caller.bus.request(note, { n: 6 })).toEqual({ n: 6 });
  });
});
