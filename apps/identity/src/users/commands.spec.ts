import { isDone, remembered } from './commands.js';
import type { StoredUser } from './users.schema.js';

type Memory = Pick<StoredUser, 'commands'>;
const HOUR_MS = 3_600_000;
const t0 = new Date('2026-11-28T09:00:00Z');
const at = (hours: number) => new Date(t0.getTime() + hours * HOUR_MS);
const after = (user: Memory, id: string, hours = 0): Memory => ({
  commands: remembered(user, id, at(hours)),
});

describe('what a user remembers of its commands', () => {
  it('is nothing at first', () => {
    expect(isDone({}, 'cmd_a')).toBe(false);
  });

  it('is each that changed it, also after others', () => {
    const user = after(after({}, 'cmd_a'), 'cmd_b', 1);
    expect(['cmd_a', 'cmd_b', 'cmd_c'].map((id) => isDone(user, id))).toEqual([true, true, false]);
  });

  it('goes after a day, with the next that comes', () => {
    const user = after({}, 'cmd_a');
    expect(isDone(after(user, 'cmd_b', 23), 'cmd_a')).toBe(true);
    expect(isDone(after(user, 'cmd_b', 24), 'cmd_a')).toBe(false);
  });

  it('is never more than the last twenty', () => {
    let user: Memory = {};
    for (let n = 1; n <= 21; n += 1) user = after(user, `cmd_${n}`);
    expect(user.commands).toHaveLength(20);
    expect(['cmd_1', 'cmd_2', 'cmd_21'].map((id) => isDone(user, id))).toEqual([false, true, true]);
  });
});
