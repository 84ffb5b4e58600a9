import { type HowFar, untilOver } from './patience.js';

const telling = (...told: HowFar[]) => {
  let looks = 0;
  return async () => told[Math.min(looks++, told.length - 1)] ?? null;
};

it('something long that gets on is waited for to its end', async () => {
  await expect(untilOver('The import', telling('1', '1', '2', null))).resolves.toBeUndefined();
});

it('what stands still is given up, with how far it has come', async () => {
  await expect(untilOver('The import', telling('1', '2'), 120)).rejects.toThrow(
    /^The import has not got on for \d+ s: it is at 2\.$/,
  );
});

it('what goes wrong is told at once', async () => {
  const look = () => Promise.reject(new Error('The import is stopped.'));
  await expect(untilOver('The import', look)).rejects.toThrow('The import is stopped.');
});
