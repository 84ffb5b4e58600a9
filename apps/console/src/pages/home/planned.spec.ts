import { inOrder } from './planned.js';

const planned = (name: string, day: string, refusal: object | null = null) =>
  ({
    user: { id: `usr_${name}`, username: name, firstName: name, lastName: 'Lee', status: 'active' },
    on: day,
    dueAt: `${day}T00:00:00.000Z`,
    reason: 'Retires',
    products: ['core'],
    plannedBy: { type: 'user', id: 'usr_ada' },
    plannedAt: '2026-03-01T00:00:00.000Z',
    refusal,
  }) as never;

it('who joins and who leaves stand in one list by their day, who makes room first', () => {
  const list = inOrder(
    [planned('ann', '2026-03-04'), planned('ben', '2026-03-09')],
    [planned('cat', '2026-03-04'), planned('dan', '2026-03-02', { code: 'forbidden' })],
  );
  expect(list.map(({ does, person, isRefused }) => [person.firstName, does, isRefused])).toEqual([
    ['dan', 'leaves', true],
    ['cat', 'leaves', false],
    ['ann', 'joins', false],
    ['ben', 'joins', false],
  ]);
});

it('where nothing is planned the list is empty', () => {
  expect(inOrder([], [])).toEqual([]);
});
