import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What secrets are sealed with, and a name by which a sealed one says so. */
export interface SealingKey {
  readonly name: string;
  readonly key: Buffer;
}

/** Both are derived, so that a setting of any length will do, and its name tells nothing of it. */
export function readSealingKey(base64: string): SealingKey {
  const derive = (words: string): Buffer =>
    createHmac('sha256', Buffer.from(base64, 'base64')).update(words).digest();
  return { name: derive('name').subarray(0, 6).toString('base64url'), key: derive('key') };
}

/** AES-256-GCM. `owner` is whose it is: what is copied to somebody else's document does not open there. */
export function seal({ name, key }: SealingKey, secret: Buffer, owner: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return `${name}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

export const isSealedWith = ({ name }: SealingKey, sealed: string): boolean => sealed.startsWith(`${name}.`);

/** Null when none of the keys has sealed it. Throws when it was changed since, or is somebody else's. */
export function openSealed(keys: readonly SealingKey[], sealed: string, owner: string): Buffer | null {
  const found = keys.find((each) => isSealedWith(each, sealed));
  if (!found) return null;
  const bytes = Buffer.from(sealed.slice(found.name.length + 1), 'base64url');
  const content = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', found.key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(NONCE_BYTES, content));
  return Buffer.concat([decipher.update(bytes.subarray(content)), decipher.final()]);
}

/** Seals with the newest key, and opens with the earlier ones, too. Keys are base64, as settings have them. */
export class Sealer {
  private readonly newest: SealingKey;
  private readonly keys: readonly SealingKey[];

  constructor(newest: string, retired: readonly string[]) {
    this.newest = readSealingKey(newest);
    this.keys = [this.newest, ...retired.map(readSealingKey)];
  }

  seal(secret: Buffer, owner: string): string {
    return seal(this.newest, secret, owner);
  }

  /** Null when none of the keys has sealed it. Throws when it was changed since, or is somebody else's. */
  open(sealed: string, owner: string): Buffer | null {
    return openSealed(this.keys, sealed, owner);
  }

  /** What is not should be sealed anew, so that the key it needs can be taken out one day. */
  isNewest(sealed: string): boolean {
    return isSealedWith(this.newest, sealed);
  }
}
