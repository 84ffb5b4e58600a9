import type { OrderLine } from '@seatkeeper/contracts';
import { chargeText } from './charge-text.js';

const line = (change: Partial<OrderLine>): OrderLine => ({
  product: 'core',
  kind: 'seats',
  charge: 'term',
  quantity: 10,
  amountMinor: 100,
  from: '2027-01-01T00:00:00.000Z',
  to: '2027-02-01T00:00:00.000Z',
  ...change,
});

it('says what an order consists of, and what is credited', () => {
  expect(
    chargeText([
      line({ charge: 'unused', quantity: 4 }),
      line({}),
      line({ kind: 'module', name: 'client-portal' }),
      line({ kind: 'plan', name: 'premium' }),
    ]),
  ).toBe('credit for 4 seats of core; 10 seats of core; client-portal of core; premium of core');
});

it('says what comes in several tiers once each, and no more than there is room for', () => {
  expect(chargeText([line({}), line({})])).toBe('10 seats of core');
  const many = Array.from({ length: 200 }, (_, quantity) => line({ quantity }));
  expect(chargeText(many)).toHaveLength(500);
  expect(chargeText(many)).toMatch(/…$/);
});
