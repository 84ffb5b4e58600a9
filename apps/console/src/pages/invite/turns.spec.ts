import { takingTurns } from './turns.js';

it('no more than so many are looked up at a time, and one that fails makes room for the next', async () => {
  const inTurn = takingTurns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const runs = [0, 1, 2, 3].map((at) =>
    inTurn(async () => {
      begun.push(at);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (at === 0) throw new Error('down');
      return at;
    }),
  );
  const settled = Promise.allSettled(runs);
  expect(begun).toEqual([0, 1]);
  ends[0]!();
  await expect(runs[0]).rejects.toThrow('down');
  expect(begun).toEqual([0, 1, 2]);
  ends[1]!();
  await runs[1];
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]!();
  ends[3]!();
  expect((await settled).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
