import { createHash } from 'node:crypto';

/**
 * What RabbitMQ keeps of a password (`rabbit_password_hashing_sha256`), so that definitions can hold it.
 * @param {string} password
 * @param {Buffer} salt four random bytes
 */
export function passwordHash(password, salt) {
  const digest = createHash('sha256').update(salt).update(password).digest();
  return Buffer.concat([salt, digest]).toString('base64');
}
