import { createHmac, randomBytes } from 'node:crypto';
import { isOfAnotherSecret, linkToken, readLinkSecret, tokenHash, tokenOf } from './link-tokens.js';

const bytes = randomBytes(32);
const secret = readLinkSecret(bytes.toString('base64'));
const other = readLinkSecret(randomBytes(32).toString('base64'));
/** As links were before tokens named their secret. */
const nameless = createHmac('sha256', bytes).update('invitation:inv_1').digest('base64url');

const stored = (token: string, id = 'inv_1') => ({ id, tokenHash: tokenHash(token) });

describe('the token of a link', () => {
  const token = linkToken(secret, 'invitation', 'inv_1');

  it('is derived anew each time, differs by purpose, id and secret, and fits in a path', () => {
    expect(linkToken(secret, 'invitation', 'inv_1')).toBe(token);
    expect(linkToken(secret, 'invitation', 'inv_2')).not.toBe(token);
    expect(linkToken(secret, 'password-reset', 'inv_1')).not.toBe(token);
    expect(linkToken(other, 'invitation', 'inv_1')).not.toBe(token);
    expect(token).toMatch(/^[A-Za-z0-9_-]{8}\.[A-Za-z0-9_-]{43}$/);
  });

  it('is stored as a hash that does not hold it', () => {
    expect(tokenHash(token)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['its secret is the newest', [secret], token, token],
    ['its secret is a retired one', [other, secret], token, token],
    ['its secret was taken out', [other], token, null],
    ['it is from before tokens had names', [other, secret], nameless, nameless],
    ['it is from before, and its secret was taken out', [other], nameless, null],
    ['it belongs to another id', [secret], linkToken(secret, 'invitation', 'inv_2'), null],
    ['it is for another purpose', [secret], linkToken(secret, 'password-reset', 'inv_1'), null],
  ])('can be made again when %s: so it is', (_case, secrets, made, expected) => {
    expect(tokenOf(secrets, 'invitation', stored(made))).toBe(expected);
  });

  it.each([
    ['of a known secret', token, false],
    ['of one that is not known', linkToken(other, 'invitation', 'inv_1'), true],
    ['without a name', nameless, false],
    ['with an empty name', '.x', true],
  ])('%s says so before anything is looked up', (_case, shown, isOther) => {
    expect(isOfAnotherSecret([secret], shown)).toBe(isOther);
  });
});
