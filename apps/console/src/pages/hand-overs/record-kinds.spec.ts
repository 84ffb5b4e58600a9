import { kindOf } from './record-kinds.js';

it.each([
  [{ type: 'matter' }, 'matter'],
  [{ type: 'matter', field: 'approver' }, 'matter · approver'],
])('%o is shown as %s', (records, shown) => {
  expect(kindOf(records)).toBe(shown);
});
