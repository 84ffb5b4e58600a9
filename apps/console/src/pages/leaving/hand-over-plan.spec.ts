import { type Handing, handingOf, planOf, refuseHanding, searchOf } from './hand-over-plan.js';

const handing = (part: Partial<Handing>): Handing => ({ way: 'one', to: [], types: {}, ...part });
const byType = { matter: 'usr_b', task: 'usr_c', contact: 'usr_b' };

it.each([
  ['everything to one', handing({ to: ['usr_b'] }), { to: 'usr_b' }],
  ['equal parts', handing({ way: 'split', to: ['usr_b', 'usr_c'] }), { split: ['usr_b', 'usr_c'] }],
  [
    'each type to somebody, the rest to another',
    handing({ way: 'types', to: ['usr_d'], types: byType }),
    {
      to: 'usr_d',
      rules: [
        { types: ['matter', 'contact'], to: 'usr_b' },
        { types: ['task'], to: 'usr_c' },
      ],
    },
  ],
  ['no type to anybody in particular', handing({ way: 'types', to: ['usr_d'] }), { to: 'usr_d' }],
  ['nothing', handing({ way: 'none', to: ['usr_b'] }), null],
])('%s is this plan', (_what, chosen, plan) => {
  expect(refuseHanding(chosen, 'usr_a')).toBeNull();
  expect(planOf(chosen)).toEqual(plan);
});

it.each([
  ['nobody', handing({}), 'who'],
  ['one where several are meant', handing({ way: 'split', to: ['usr_b'] }), 'two'],
  ['nobody for the rest', handing({ way: 'types', types: byType }), 'rest'],
  ['who leaves', handing({ to: ['usr_a'] }), 'self'],
  ['who leaves, for a type', handing({ way: 'types', to: ['usr_b'], types: { task: 'usr_a' } }), 'self'],
])('a choice of %s is no plan yet', (_what, chosen, refusal) => {
  expect(refuseHanding(chosen, 'usr_a')).toBe(refusal);
});

it('is in the address as it was chosen', () => {
  for (const chosen of [
    handing({ to: ['usr_b'] }),
    handing({ way: 'split', to: ['usr_b', 'usr_c'] }),
    handing({ way: 'types', to: ['usr_d'], types: byType }),
    handing({ way: 'none' }),
  ])
    expect(handingOf(searchOf(chosen))).toEqual(chosen);
  expect(handingOf({ types: 'task,matter:nobody,:' })).toEqual(handing({}));
});
