import { waysOutOf } from './ways-out.js';
import type { Why } from './why.js';

type Way = Why['ways'][number];
const way = (name: Way['way'], allowed = true): Way => ({ way: name, permission: null, detail: '', allowed });
const [ann, bob] = ['ann', 'bob'].map(
  (id) => ({ user: { id } }) as NonNullable<Why['holders']>['active']['items'][number],
);
const holders = {
  active: { count: 9, items: [ann!] },
  invited: { count: 1, items: [bob!] },
  banned: { count: 0, items: [] },
};

it('offers what the caller may do, with those who seem to need their seats least', () => {
  const ways = [way('order-seats'), way('deactivate'), way('withdraw-invitation', false), way('wait')];
  expect(waysOutOf({ ways, short: 2, holders })).toEqual({
    buy: { seats: 2, where: 'here', isOpen: true },
    free: { idle: [ann], invited: [], isOpen: true },
    isWaitOpen: true,
  });
});

it('says what is not open to the caller instead of leaving it out', () => {
  const ways = [way('order-seats', false), way('deactivate', false), way('withdraw-invitation', false)];
  expect(waysOutOf({ ways, short: 1, holders: null })).toEqual({
    buy: { seats: 1, where: 'here', isOpen: false },
    free: { idle: [], invited: [], isOpen: false },
    isWaitOpen: null,
  });
});

it('names nobody to who could not free their seats', () => {
  const ways = [way('deactivate', false), way('withdraw-invitation')];
  expect(waysOutOf({ ways, short: 1, holders }).free).toEqual({ idle: [], invited: [bob], isOpen: true });
});

it('sends whoever is billed elsewhere there', () => {
  expect(waysOutOf({ ways: [way('order-elsewhere', false)], short: 3, holders }).buy).toEqual({
    seats: 3,
    where: 'elsewhere',
    isOpen: true,
  });
});

it('offers nothing where nothing is refused', () => {
  expect(waysOutOf({ ways: [], short: 0, holders })).toEqual({ buy: null, free: null, isWaitOpen: null });
});
