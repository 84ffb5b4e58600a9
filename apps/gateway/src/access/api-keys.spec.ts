import { apiKeyPrefix } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { isApiKey, newApiKey, readApiKey } from './api-keys.js';

describe('an API key', () => {
  it('is read as it was made: its id, and a hash that stands for the secret', () => {
    const keyId = newId('key');
    const { text, secretHash } = newApiKey(keyId);
    expect(readApiKey(text)).toEqual({ keyId, secretHash });
    expect(text.startsWith(`${apiKeyPrefix(keyId)}_`)).toBe(true);
    expect(text).not.toContain(secretHash);
  });

  it('has a secret of its own, of 256 bits', () => {
    const keyId = newId('key');
    const secrets = Array.from({ length: 20 }, () => newApiKey(keyId).text.slice(-43));
    expect(new Set(secrets).size).toBe(20);
    expect(Buffer.from(secrets[0] ?? '', 'base64url')).toHaveLength(32);
  });

  const { text } = newApiKey(newId('key'));
  it.each([
    ['without its secret', text.slice(0, -44)],
    ['with half a secret', text.slice(0, -20)],
    ['with more behind it', `${text}x`],
    ['in capitals', text.toUpperCase()],
    ['with a blank', text.replace('_', ' ')],
    ['of another kind', text.replace('sk_', 'pk_')],
  ])('%s is none', (_case, wrong) => {
    expect(readApiKey(wrong)).toBeNull();
  });

  it('is told from an access token by how it begins', () => {
    expect([text, 'eyJhbGciOiJFUzI1NiJ9.e30.x', ''].map(isApiKey)).toEqual([true, false, false]);
  });
});
