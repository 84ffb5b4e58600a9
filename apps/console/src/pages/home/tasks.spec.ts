import type { Licence } from '../licences/licence-queries.js';
import { tasksOf } from './tasks.js';

const licence = (given: Partial<Licence>): Licence => ({
  ...{ product: 'core', plan: 'standard', purchased: 10, used: 10, free: 0, overAllocated: 0 },
  ...{ scheduled: [], level: 'fine', waiting: 0 },
  ...given,
});

const told = (...given: Parameters<typeof tasksOf>) =>
  tasksOf(...given).map(({ what, count }) => `${count} ${what}`);

it('where all is well nothing waits for anybody', () => {
  expect(tasksOf({ licences: [licence({})], invitations: { returned: 0, ending: 0, expired: 0 } })).toEqual(
    [],
  );
});

it('what is not known yet, or not to be seen, is no task', () => {
  expect(tasksOf({ licences: [], invitations: {} })).toEqual([]);
});

it('what is worst comes first, of seats before invitations', () => {
  const licences = [
    licence({ product: 'contract', waiting: 3, overage: 2 }),
    licence({ overAllocated: 4, suspended: 1 }),
  ];
  expect(told({ licences, invitations: { returned: 5, ending: 6, expired: 7 } })).toEqual([
    '4 over',
    '1 kept-out',
    '5 returned',
    '2 beyond',
    '3 waiting',
    '6 ending',
    '7 expired',
  ]);
});

it('each leads to exactly those it counts', () => {
  const tasks = tasksOf({ licences: [licence({ waiting: 1 })], invitations: { returned: 1, ending: 1 } });
  expect(tasks.map(({ to, search }) => ({ to, search }))).toEqual([
    { to: '/invitations', search: { state: 'open,expired', mail: 'failed,bounced,suppressed' } },
    { to: '/licences', search: { product: 'core', view: 'waiting' } },
    { to: '/invitations', search: { state: 'open', ends: '3' } },
  ]);
});
