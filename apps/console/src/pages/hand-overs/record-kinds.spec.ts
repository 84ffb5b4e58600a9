import { kindOf } from './record-kinds.js';

const at = '2026-03-12T16:40:59.000Z';
const fields = [
  { key: 'owner', label: 'Lead' },
  { key: 'approver', label: 'Approved by' },
];
const types = [{ type: 'matter', fields, createdAt: at, updatedAt: at, version: 1 }];

it.each([
  [{ type: 'matter' }, 'matter'],
  [{ type: 'matter', field: 'approver' }, 'matter · Approved by'],
  [{ type: 'matter', field: 'of-tomorrow' }, 'matter · of-tomorrow'],
  [{ type: 'invoice', field: 'approver' }, 'invoice · approver'],
])('%o is shown as %s', (records, shown) => {
  expect(kindOf(records, types)).toBe(shown);
});

it('a field whose label is not known is called by its key', () => {
  expect(kindOf({ type: 'matter', field: 'approver' })).toBe('matter · approver');
});
