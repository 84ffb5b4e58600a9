import { columnsFrom } from './people-columns.js';

it.each([
  ['nothing was chosen', undefined, ['lastName', 'status', 'office', 'department', 'groups', 'lastActiveAt']],
  ['some were chosen in another order', ['createdAt', 'status'], ['lastName', 'status', 'createdAt']],
  ['none was', [], ['lastName']],
  ['an older console knew another', ['shoeSize', 'title'], ['lastName', 'title']],
])('where %s', (_what, chosen, columns) => {
  expect(columnsFrom(chosen, [])).toEqual(columns);
});

it('columns of custom fields stand behind the others, as long as they are defined', () => {
  const chosen = ['custom.gone', 'custom.hours', 'title', 'custom.bar'];
  expect(columnsFrom(chosen, [{ key: 'bar' }, { key: 'hours' }])).toEqual([
    'lastName',
    'title',
    'custom.bar',
    'custom.hours',
  ]);
});
