import { forgettingOthers } from './kept-answers.js';

const tokens = (account: string, user: string, n = 1) => ({
  accessToken: `h.${btoa(JSON.stringify({ acc: account, sub: user, n }))}.s`,
  expiresIn: 600,
  mustChangePassword: false,
});

it('is forgotten when somebody else signs in, and kept for the same person', () => {
  let forgotten = 0;
  const hear = forgettingOthers(() => (forgotten += 1));
  const after = (heard: ReturnType<typeof tokens> | null) => {
    forgotten = 0;
    hear(heard);
    return forgotten;
  };
  hear(tokens('acc_1', 'usr_1'));
  expect(after(tokens('acc_1', 'usr_1', 2))).toBe(0);
  expect(after(null)).toBe(0);
  expect(after(tokens('acc_1', 'usr_1', 3))).toBe(0);
  expect(after(null)).toBe(0);
  expect(after(tokens('acc_1', 'usr_2'))).toBe(1);
  expect(after(tokens('acc_2', 'usr_2'))).toBe(1);
  expect(after({ ...tokens('acc_2', 'usr_2'), accessToken: 'not readable' })).toBe(1);
});
