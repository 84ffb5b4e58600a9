import type { Path } from './path.js';

const [PEOPLE, PAGE] = [300, 50];

/** `GET /v1/users?limit=50&cursor=…` as somebody who is signed in: the second page of six. */
export const listUsers: Path = {
  id: 'list-users',
  title: 'a page of 50 users',
  perRound: 200,

  async prepare(firm) {
    await firm.buy(PEOPLE);
    await firm.importPeople(PEOPLE, 'listed');
    const { nextCursor } = await firm.call<{ nextCursor: string }>('GET', `/v1/users?limit=${PAGE}`);
    const path = `/v1/users?limit=${PAGE}&cursor=${encodeURIComponent(nextCursor)}`;
    return { once: () => firm.call('GET', path) };
  },

  /** The same page of documents of the same size. */
  async bare({ journaled }) {
    const people = journaled('people');
    await people.insertMany(Array.from({ length: PEOPLE }, (_, n) => bareUser(n)));
    return () =>
      people
        .find({ n: { $gt: PAGE } })
        .sort({ n: 1 })
        .limit(PAGE)
        .toArray();
  },
};

/** About as much as the API tells of a user. */
export const bareUser = (n: number) => ({
  _id: `usr_${n}` as never,
  n,
  username: `person-${n}@floor.example`,
  firstName: `Person${n}`,
  lastName: `Nº${n}`,
  email: `person-${n}@floor.example`,
  status: 'invited',
  title: null,
  phones: { office: null, extension: null, cell: null },
  address: { street: null, city: null, region: null, postalCode: null, country: null },
  groups: [],
  products: ['core'],
  customFields: {},
  createdAt: new Date(),
  updatedAt: new Date(),
});
