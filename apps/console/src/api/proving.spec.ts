import { proving } from './proving.js';

it('calls that wait for a proof at once share one question, and the next one is asked anew', async () => {
  expect(proving.read()).toBe(false);
  let told = 0;
  const leave = proving.subscribe(() => (told += 1));
  const [one, other] = [proving.ask(), proving.ask()];
  expect(proving.read()).toBe(true);
  expect(told).toBe(1);
  proving.answer(true);
  expect(await Promise.all([one, other])).toEqual([true, true]);
  expect(proving.read()).toBe(false);

  const next = proving.ask();
  proving.answer(false);
  expect(await next).toBe(false);
  leave();
  expect(told).toBe(4);
});
