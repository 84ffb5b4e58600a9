import { setImmediate as turn } from 'node:timers/promises';
import type { Paper } from './paper.js';
import { Press } from './press.js';
import { print } from './print.js';

const paper = (rows: number): Paper => ({
  language: 'en',
  title: 'Report',
  author: 'Seatkeeper',
  at: new Date('2027-01-31T10:00:00Z'),
  blocks: [
    {
      kind: 'table',
      caption: 'Rows',
      columns: [{ title: 'What', share: 1 }],
      rows: Array.from({ length: rows }, (_, n) => [`Row ${n} with some words`]),
    },
  ],
});

it('prints beside the process, which goes on with everything else, what it would print itself', async () => {
  const press = new Press();
  let isDone = false;
  const printing = press.print(paper(300), 'a').finally(() => (isDone = true));
  let turns = 0;
  while (!isDone) {
    await turn();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(100);
  expect(Buffer.from(await printing).equals(await print(paper(300)))).toBe(true);
});

it('prints one at a time, lets a few wait, and refuses more before anything is done for them', async () => {
  const press = new Press({ atOnce: 1, waiting: 2 });
  const told = await Promise.allSettled(Array.from({ length: 6 }, (_, n) => press.print(paper(1), `${n}`)));
  expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const one of told) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'busy' });
  await expect(press.print(paper(1), 'a')).resolves.toBeInstanceOf(Uint8Array);
});

it('lets nobody have all places', async () => {
  const press = new Press({ each: 2 });
  const mine = [1, 2, 3].map(() => press.print(paper(1), 'a'));
  const others = press.print(paper(1), 'b');
  const told = await Promise.allSettled([...mine, others]);
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  await expect(press.print(paper(1), 'a')).resolves.toBeInstanceOf(Uint8Array);
});

it('ends what takes too long, and goes on with the next', async () => {
  const hasty = new Press({ patienceMs: 1 });
  await expect(hasty.print(paper(300), 'a')).rejects.toMatchObject({ code: 'busy' });
  await expect(hasty.print(paper(300), 'a')).rejects.toMatchObject({ code: 'busy' });
});

it('ends what it prints when the process stops', async () => {
  const press = new Press();
  const printing = press.print(paper(1_500), 'a');
  await press.close();
  await expect(printing).rejects.toMatchObject({ code: 'busy' });
});

it('prints nothing that is longer than any paper is', async () => {
  await expect(new Press().print(paper(2_001), 'a')).rejects.toMatchObject({ code: 'too-large' });
});
