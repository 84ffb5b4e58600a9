import { peopleOf, planOf, receiversOf } from './run-words.js';
import type { Run } from './runs.js';

const run = (plan: Partial<Run['plan']>, more: Partial<Run> = {}) =>
  ({
    from: 'usr_a',
    plan: { from: 'usr_a', ...plan },
    startedBy: { type: 'user', id: 'usr_z' },
    progress: { total: 0, done: 0, byType: [] },
    ...more,
  }) as unknown as Run;

it.each([
  ['one', { to: 'usr_b' }, ['usr_b']],
  [
    'several',
    {
      split: [
        { to: 'usr_b', weight: 1 },
        { to: 'usr_c', weight: 2 },
      ],
    },
    ['usr_b', 'usr_c'],
  ],
  [
    'each type another, and the rest',
    {
      to: 'usr_b',
      rules: [
        { types: ['task'], to: 'usr_c' },
        { types: ['matter'], to: 'usr_b' },
      ],
    },
    ['usr_b', 'usr_c'],
  ],
])('a run to %s names who gets something', (_what, plan, receivers) => {
  expect(receiversOf(run(plan as Partial<Run['plan']>))).toEqual(receivers);
});

it('names whoever took over from a receiver, and who began it unless it was no person', () => {
  const progress = { total: 1, done: 1, byType: [{ type: 'task', to: 'usr_c', count: 1 }] };
  expect(peopleOf(run({ to: 'usr_b' }, { progress }))).toEqual(['usr_a', 'usr_b', 'usr_c', 'usr_z']);
  const bySystem = run({ to: 'usr_b' }, { startedBy: { type: 'system', id: 'runs' } });
  expect(peopleOf(bySystem)).toEqual(['usr_a', 'usr_b']);
});

it('is begun anew by the same plan', () => {
  const plan = { from: 'usr_a', split: [{ to: 'usr_b', weight: 2 }], filter: { closed: false } };
  expect(planOf(run(plan))).toEqual(plan);
  expect(planOf(run({ to: 'usr_b' }))).toEqual({ from: 'usr_a', to: 'usr_b' });
});
