import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key that signs, and what the world may know of it. */
export interface SigningKey {
  privateKey: KeyObject;
  publicKey: PublicSigningKey;
}

/** RFC 7517, the public half; `kid` is the thumbprint of RFC 7638, so a key has one name for ever. */
export interface PublicSigningKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  use: 'sig';
  alg: 'ES256';
  kid: string;
  [member: string]: unknown;
}

/** Reads a private key, base64 of PKCS#8 PEM. Throws, with a sentence, for anything but EC P-256. */
export function readSigningKey(base64: string): SigningKey {
  const privateKey = createPrivateKey(pemOf(base64));
  return { privateKey, publicKey: publicSigningKey(createPublicKey(privateKey)) };
}

/** Reads a public key, base64 of SPKI PEM. Throws, with a sentence, for anything but EC P-256. */
export const readPublicSigningKey = (base64: string): PublicSigningKey =>
  publicSigningKey(createPublicKey(pemOf(base64)));

/** For settings: whether a reader takes a text. */
export const readsAs =
  (read: (text: string) => unknown) =>
  (text: string): boolean => {
    try {
      read(text);
      return true;
    } catch {
      return false;
    }
  };

const pemOf = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');

function publicSigningKey(key: KeyObject): PublicSigningKey {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y)
    throw new Error('Expected an elliptic curve key of the curve P-256.');
  // RFC 7638: exactly these members, in this order, without spaces.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kty, crv, x, y, use: 'sig', alg: 'ES256', kid };
}
