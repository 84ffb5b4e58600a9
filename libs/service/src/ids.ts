import { createHash, randomBytes } from 'node:crypto';

/** 36^25 is a little more than 2^129: as unlikely to meet twice as a random UUID. */
const LENGTH = 25;
const VALUES = 36n ** BigInt(LENGTH);

/** A random id such as `usr_4fzyo82mvyr8j0q3b6x1n5tke` (25 characters of 0-9 and a-z). */
export function newId(prefix: string): string {
  return format(prefix, randomBytes(24));
}

/** The same parts give the same id, in the format of `newId`: one cause, one id. */
export function derivedId(prefix: string, ...parts: string[]): string {
  const hash = createHash('sha256').update(prefix);
  // Lengths keep ['a', 'bc'] and ['ab', 'c'] apart, whatever the parts contain.
  for (const part of parts) hash.update(`|${Buffer.byteLength(part)}:`).update(part);
  return format(prefix, hash.digest());
}

function format(prefix: string, bytes: Buffer): string {
  const number = BigInt(`0x${bytes.toString('hex')}`) % VALUES;
  return `${prefix}_${number.toString(36).padStart(LENGTH, '0')}`;
}
