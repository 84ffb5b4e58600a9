import { randomBytes } from 'node:crypto';
import { isSealedWith, openSealed, readSealingKey, seal } from './sealed-secrets.js';

const newKey = () => readSealingKey(randomBytes(32).toString('base64'));
const key = newKey();
const secret = Buffer.from('the one that signs');
const sealed = seal(key, secret, 'whe_ann');

describe('a sealed secret', () => {
  it('opens for its owner, also when its key is no longer the newest', () => {
    expect(openSealed([key], sealed, 'whe_ann')).toEqual(secret);
    expect(openSealed([newKey(), key], sealed, 'whe_ann')).toEqual(secret);
  });

  it('shows nothing of itself, and never looks the same twice', () => {
    expect(Buffer.from(sealed.split('.')[1]!, 'base64url').includes(secret)).toBe(false);
    expect(seal(key, secret, 'whe_ann')).not.toBe(sealed);
  });

  it('is unknown to who has other keys', () => {
    const other = newKey();
    expect(openSealed([other], sealed, 'whe_ann')).toBeNull();
    expect(isSealedWith(other, sealed)).toBe(false);
    expect(isSealedWith(key, sealed)).toBe(true);
  });

  it('does not open for another owner, nor when a byte of it was changed', () => {
    expect(() => openSealed([key], sealed, 'whe_bob')).toThrow();
    const [name, content = ''] = sealed.split('.');
    for (const at of [0, 20, 40]) {
      const bytes = Buffer.from(content, 'base64url');
      bytes[at]! ^= 1;
      expect(() => openSealed([key], `${name}.${bytes.toString('base64url')}`, 'whe_ann')).toThrow();
    }
  });
});
