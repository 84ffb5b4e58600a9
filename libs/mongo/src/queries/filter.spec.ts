import { refuseTenantBreach, tenantFilter } from './filter.js';

it('puts the account in front of what is asked', () => {
  expect(Object.entries(tenantFilter('acc_one', { status: 'active' }))).toEqual([
    ['accountId', 'acc_one'],
    ['status', 'active'],
  ]);
});

it.each([
  ['the account itself', { accountId: 'acc_two' }],
  ['the account in a branch', { $or: [{ status: 'x' }, { $and: [{ accountId: { $ne: '' } }] }] }],
  ['the account in a negation', { $nor: [{ accountId: 'acc_one' }] }],
  ['code', { $where: 'true' }],
  ['code in an expression', { $expr: { $function: { body: 'x', args: [], lang: 'js' } } }],
])('refuses a filter that names %s', (_case, filter) => {
  expect(() => tenantFilter('acc_one', filter)).toThrow(TypeError);
});

it.each([[undefined], [null], [''], [{ $ne: null }], [['acc_one']]])(
  'refuses %j as an account',
  (account) => {
    expect(() => tenantFilter(account as string, {})).toThrow(/account/);
  },
);

it('looks at names of fields, not at values', () => {
  expect(() => refuseTenantBreach({ at: new Date(), text: 'accountId', pattern: /\$where/ })).not.toThrow();
});
