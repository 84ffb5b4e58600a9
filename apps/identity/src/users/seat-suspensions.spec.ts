import { areNoted, refuseSeatSuspended, suspensionsOf, toSeatSuspended } from './seat-suspensions.js';

const [march, april] = ['2027-03-01T10:00:00.000Z', '2027-04-01T10:00:00.000Z'];
const userId = 'usr_00000ann';
const both = suspensionsOf([
  { userId, product: 'core', since: march },
  { userId, product: 'contract', since: april },
]);

it('is noted in the order of the products, so that the same is seen to be the same', () => {
  expect(both.map(({ product }) => product)).toEqual(['contract', 'core']);
  expect(areNoted({ seatSuspensions: both }, both)).toBe(true);
  expect(areNoted({ seatSuspensions: both }, both.slice(1))).toBe(false);
  expect(areNoted({}, [])).toBe(true);
  expect(areNoted({}, both)).toBe(false);
});

it('is shown with the products, since the first of them', () => {
  expect(toSeatSuspended({ seatSuspensions: both })).toEqual({
    since: march,
    products: ['contract', 'core'],
  });
  expect(toSeatSuspended({})).toBeNull();
});

it('is refused in words for the person, who has lost nothing and learns what can be done', () => {
  const refusal = refuseSeatSuspended({ seatSuspensions: both }, { name: 'Acme' });
  expect(refusal).toMatchObject({
    code: 'seat-suspended',
    members: { since: march, products: ['contract', 'core'] },
  });
  expect(refusal?.message).toContain('contract and core than Acme has bought');
  expect(refuseSeatSuspended({}, { name: 'Acme' })).toBeNull();
});
