import { randomBytes } from 'node:crypto';
import { MailTokens, type TokenPurpose } from './mail-tokens.js';

const [one, other] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const parts = ['acc_harbourlane', 'usr_adaquill', 'seats-low'];
const tokens = new MailTokens(one, []);
const token = tokens.sign('switch-off', parts);

it('brings back what was signed, and fits in a path', () => {
  expect(tokens.read('switch-off', token)).toEqual(parts);
  expect(token).toMatch(/^[\w.-]{80,200}$/);
});

it.each([
  ['of another person', token.replace('adaquill', 'benmoss1')],
  ['of another kind', token.replace('seats-low', 'seats-exhausted')],
  ['with a part less', token.replace('.usr_adaquill', '')],
  ['with a part more', token.replace('.usr_adaquill', '.usr_adaquill.x')],
  ['with two parts made one', token.replace('.usr_adaquill', ' usr_adaquill')],
  ['cut in two', token.slice(0, -4)],
  ['without a signature', token.slice(0, token.lastIndexOf('.') + 1)],
  ['signed in letters that no signature has', `${token.slice(0, -1)}é`],
  ['that is nothing', ''],
])('a token %s says nothing', (_case, changed) => {
  expect(tokens.read('switch-off', changed)).toBeNull();
});

it('a token of one purpose is none of another', () => {
  expect(tokens.read('other' as TokenPurpose, token)).toBeNull();
});

it('what an earlier secret signed still counts while it is known', () => {
  expect(new MailTokens(other, [one]).read('switch-off', token)).toEqual(parts);
  expect(new MailTokens(other, []).read('switch-off', token)).toBeNull();
});
