import type { Path } from './path.js';

const [SEATS, HELD] = [5_000, 50];

/** `GET /v1/licenses` of a firm with 5,000 seats. */
export const licenses: Path = {
  id: 'licenses',
  title: 'GET /v1/licenses with 5,000 seats',
  perRound: 200,

  async prepare(firm) {
    await firm.buy(SEATS);
    return { once: () => firm.call('GET', '/v1/licenses') };
  },

  /** As many seats, counted by the database. */
  async bare({ journaled }) {
    const seats = journaled('seats');
    await seats.createIndex({ accountId: 1, product: 1, state: 1 });
    const documents = Array.from({ length: SEATS }, (_, n) => ({
      accountId: 'one',
      product: 'core',
      state: n < HELD ? 'held' : 'free',
    }));
    await seats.insertMany(documents);
    return () =>
      seats
        .aggregate([
          { $match: { accountId: 'one' } },
          { $group: { _id: { product: '$product', state: '$state' }, n: { $sum: 1 } } },
        ])
        .toArray();
  },
};
