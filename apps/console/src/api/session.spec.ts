import { afterTokens, type SessionState } from './session.js';

const tokens = {
  accessToken: 'a',
  refreshToken: 'r',
  expiresIn: 600,
  mustChangePassword: false,
  mustAddFactor: false,
};
const inside: SessionState = { is: 'in', must: null };

it.each<[string, SessionState, typeof tokens | null, boolean, SessionState]>([
  ['somebody signs in', { is: 'out' }, tokens, false, inside],
  ['a session ends under the page', inside, null, false, { is: 'expired' }],
  ['it stays ended', { is: 'expired' }, null, false, { is: 'expired' }],
  ['somebody signs out', inside, null, true, { is: 'out' }],
  ['somebody signs out whose session had ended', { is: 'expired' }, null, true, { is: 'out' }],
  ['the browser kept nothing', { is: 'unknown' }, null, false, { is: 'out' }],
  ['somebody signs in again', { is: 'expired' }, tokens, false, inside],
  [
    'a password has to be changed before a factor is added',
    { is: 'out' },
    { ...tokens, mustChangePassword: true, mustAddFactor: true },
    false,
    { is: 'in', must: 'change-password' },
  ],
  [
    'a factor has to be added',
    inside,
    { ...tokens, mustAddFactor: true },
    false,
    { is: 'in', must: 'add-factor' },
  ],
])('%s', (_what, before, heard, leaving, after) => {
  expect(afterTokens(before, heard, leaving)).toEqual(after);
});
