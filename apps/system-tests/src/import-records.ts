import type { User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import type { Firm } from './firm.js';

const ndjson = (lines: object[]) => lines.map((line) => JSON.stringify(line)).join('\n');

export async function importRecords(firm: Firm, lines: object[]): Promise<void> {
  const answer = await firm.call('POST', '/v1/records/import', undefined, {
    raw: ndjson(lines),
    headers: { 'content-type': 'application/x-ndjson' },
  });
  expect(answer.status).toBe(202);
  await eventually(async () => {
    const { state, progress } = await firm.get(`/v1/records/imports/${answer.body.importId}`);
    expect([state, progress.failed]).toEqual(['finished', 0]);
  }, 60_000);
}

export const recordsOf = (owner: User, howMany: number, type = 'task') =>
  Array.from({ length: howMany }, (_, n) => ({
    type,
    externalId: `${type}-${n}`,
    title: `${type} ${n}`,
    ownerUsername: owner.username,
    tags: n % 2 ? ['odd'] : ['even'],
    closed: n % 10 === 0,
  }));
