import { type DoneCommand, isDone, remembered } from './commands.js';

interface Memory {
  commands?: DoneCommand[];
}

const HOUR_MS = 3_600_000;
const t0 = new Date('2026-11-28T09:00:00Z');
const at = (hours: number) => new Date(t0.getTime() + hours * HOUR_MS);
const after = (document: Memory, id: string, hours = 0): Memory => ({
  commands: remembered(document, id, at(hours)),
});

describe('what a document remembers of its commands', () => {
  it('is nothing at first', () => {
    expect(isDone({}, 'cmd_a')).toBe(false);
  });

  it('is each that changed it, also after others', () => {
    const document = after(after({}, 'cmd_a'), 'cmd_b', 1);
    expect(['cmd_a', 'cmd_b', 'cmd_c'].map((id) => isDone(document, id))).toEqual([true, true, false]);
  });

  it('goes after a day, with the next that comes', () => {
    const document = after({}, 'cmd_a');
    expect(isDone(after(document, 'cmd_b', 23), 'cmd_a')).toBe(true);
    expect(isDone(after(document, 'cmd_b', 24), 'cmd_a')).toBe(false);
  });

  it('is never more than the last twenty', () => {
    let document: Memory = {};
    for (let n = 1; n <= 21; n += 1) document = after(document, `cmd_${n}`);
    expect(document.commands).toHaveLength(20);
    expect(['cmd_1', 'cmd_2', 'cmd_21'].map((id) => isDone(document, id))).toEqual([false, true, true]);
  });
});
