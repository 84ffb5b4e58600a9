import { bareUser } from './list-users.js';
import type { Path } from './path.js';

/** `GET /v1/me` as somebody who is signed in. */
export const me: Path = {
  id: 'me',
  title: 'GET /v1/me',
  perRound: 300,

  async prepare(firm) {
    return { once: () => firm.call('GET', '/v1/me') };
  },

  /** One document by its id. */
  async bare({ journaled }) {
    const people = journaled('one-person');
    await people.insertOne(bareUser(1));
    return () => people.findOne({ _id: 'usr_1' as never });
  },
};
