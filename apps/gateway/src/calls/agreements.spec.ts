import { toReconciliation } from './agreements.js';

it('shows a product that only the seats or only the users know, and counts none on the other side', () => {
  const differences = { items: [], more: false };
  const repairs = { items: [], more: false };
  const seats = { held: 2, purchased: 5, purchasedByLedger: 5 };
  const answer = toReconciliation(
    {
      products: [
        { product: 'core', ...seats },
        { product: 'mail', ...seats },
      ],
      repairs,
    },
    {
      products: [
        { product: 'core', shouldHold: 3 },
        { product: 'contract', shouldHold: 1 },
      ],
      differences,
    },
  );
  expect(answer.products).toEqual([
    { product: 'core', shouldHold: 3, ...seats },
    { product: 'mail', shouldHold: 0, ...seats },
    { product: 'contract', shouldHold: 1, held: 0, purchased: 0, purchasedByLedger: 0 },
  ]);
});
