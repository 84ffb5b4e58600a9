import { untilOver } from '../stack/patience.js';
import type { Firm } from '../stack/firm.js';
import type { Path } from './path.js';

const RECORDS = 20_000;
const LINES_AT_ONCE = 5_000;

/** `POST /v1/reassignments` of everything somebody has, from the call until the run is finished, there and back again. */
export const move: Path = {
  id: 'move',
  title: 'a move of 20,000 records, each',
  perRound: 1,
  batch: RECORDS,

  async prepare(firm) {
    await firm.buy(1);
    let [from, to] = [firm.adminId, await firm.join(1)];
    for (let at = 0; at < RECORDS; at += LINES_AT_ONCE) await importRecords(firm, from, at);
    return {
      async once() {
        const { id } = await firm.call<Run>('POST', '/v1/reassignments', { json: { from, to } });
        await finished(firm, `/v1/reassignments/${id}`);
        [from, to] = [to, from];
      },
    };
  },

  /** One raw `updateMany` over as many documents, which adds a line to each chain of owners. */
  async bare({ journaled }) {
    const records = journaled('moved');
    await records.createIndex({ accountId: 1, ownerId: 1 });
    for (let at = 0; at < RECORDS; at += LINES_AT_ONCE)
      await records.insertMany(
        Array.from({ length: LINES_AT_ONCE }, (_, n) => ({
          ...lineOf(at + n, 'ann'),
          accountId: 'one',
          owners: [],
          version: 1,
        })),
      );
    let [from, to] = ['ann', 'bob'];
    return async (n) => {
      const entry = { from, to, at: new Date(), by: { type: 'user', id: 'ann' }, run: `run-${n}` };
      const { modifiedCount } = await records.updateMany(
        { accountId: 'one', ownerId: from, 'owners.run': { $ne: entry.run } },
        {
          $set: { ownerId: to, updatedAt: entry.at },
          $push: { owners: entry } as never,
          $inc: { version: 1 },
        },
      );
      [from, to] = [to, from];
      return { modifiedCount };
    };
  },
};

interface Run {
  readonly id: string;
  readonly state: string;
  readonly progress?: unknown;
}

const lineOf = (n: number, ownerId: string) => ({
  type: ['contact', 'matter', 'task'][n % 3],
  externalId: `R-${String(n).padStart(6, '0')}`,
  title: `Willow Lumen agreement ${n}`,
  ownerId,
  tags: n % 2 === 0 ? ['urgent', '2026'] : ['2026'],
  closed: n % 5 === 0,
});

async function importRecords(firm: Firm, ownerId: string, from: number): Promise<void> {
  const lines = Array.from({ length: LINES_AT_ONCE }, (_, n) => JSON.stringify(lineOf(from + n, ownerId)));
  const upload = { text: lines.join('\n'), type: 'application/x-ndjson' };
  const { importId } = await firm.call<{ importId: string }>('POST', '/v1/records/import', upload);
  await finished(firm, `/v1/records/imports/${importId}`);
}

async function finished(firm: Firm, path: string): Promise<void> {
  await untilOver(path, async () => {
    const { state, progress } = await firm.call<Run>('GET', path);
    return state === 'finished' ? null : `${state} ${JSON.stringify(progress)}`;
  });
}
