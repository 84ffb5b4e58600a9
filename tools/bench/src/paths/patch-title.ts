import type { Invited } from '../stack/firm.js';
import type { Path } from './path.js';

/** `PATCH /v1/users/:id` with a title, until the audit tells of it. */
export const patchTitle: Path = {
  id: 'patch-title',
  title: 'PATCH of a title',
  perRound: 100,

  async prepare(firm) {
    const { id } = await firm.call<Invited>('POST', '/v1/users', { json: firm.person(0) });
    return {
      once: (n) => firm.call('PATCH', `/v1/users/${id}`, { json: { title: `Clerk ${n}` } }),
    };
  },

  /** One journaled write and one confirmed message that is heard. */
  async bare({ journaled, messages }) {
    messages.hear(async () => {});
    const titles = journaled('titles');
    await titles.insertOne({ _id: 'one' as never, title: '' });
    return async (n) => {
      const user = await titles.findOneAndUpdate(
        { _id: 'one' as never },
        { $set: { title: `Clerk ${n}` } },
        { returnDocument: 'after' },
      );
      await messages.publish({ n });
      return user;
    };
  },
};
