import type { Path } from './path.js';

/** `PUT /v1/records/:type/:externalId` of a record that is new. */
export const putRecord: Path = {
  id: 'put-record',
  title: 'PUT of a record',
  perRound: 100,

  async prepare(firm) {
    const content = (n: number) => ({ title: `Lumen lease ${n}`, ownerId: firm.adminId, tags: ['urgent'] });
    return {
      once: (n) => firm.call('PUT', `/v1/records/matter/M-${n}`, { json: content(n) }),
    };
  },

  /** One journaled write. */
  async bare({ journaled }) {
    const records = journaled('records');
    return (n) =>
      records.findOneAndUpdate(
        { _id: `M-${n}` as never },
        { $set: { title: `Lumen lease ${n}`, ownerId: 'one', tags: ['urgent'] } },
        { upsert: true, returnDocument: 'after' },
      );
  },
};
