import { randomBytes } from 'node:crypto';
import { isSealedWith, openSealed, readSealingKey, seal } from './sealed-secrets.js';

const newKey = () => readSealingKey(randomBytes(32).toString('base64'));
const [key, other] = [newKey(), newKey()];
const secret = Buffer.from('a secret of twenty b');
const ADA = 'acc_1/usr_ada/fac_1';

describe('a sealed secret', () => {
  const sealed = seal(key, secret, ADA);

  it('shows nothing of itself, differs each time, and says which key it needs', () => {
    expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').includes(secret)).toBe(false);
    expect(seal(key, secret, ADA)).not.toBe(sealed);
    expect([isSealedWith(key, sealed), isSealedWith(other, sealed)]).toEqual([true, false]);
  });

  it.each([
    ['the newest', [key, other], secret],
    ['a retired one', [other, key], secret],
    ['none that is named', [other], null],
  ])('opens with its key, which is %s', (_case, keys, expected) => {
    expect(openSealed(keys, sealed, ADA)).toEqual(expected);
  });

  it('does not open in the document of another user, nor changed', () => {
    expect(() => openSealed([key], sealed, 'acc_1/usr_eve/fac_1')).toThrow();
    const bytes = Buffer.from(sealed.split('.')[1] ?? '', 'base64url');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => openSealed([key], `${key.name}.${bytes.toString('base64url')}`, ADA)).toThrow();
  });
});
