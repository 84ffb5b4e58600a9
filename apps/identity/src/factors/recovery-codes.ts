import { RECOVERY_CODES } from '@seatkeeper/contracts';
import { Secret } from 'otpauth';
import { createHash, createHmac } from 'node:crypto';

/** 80 bits: nobody guesses one, so that a fast hash keeps it, and sixteen letters write it. */
const CODE_BYTES = 10;

/**
 * The recovery codes that a command makes. Derived of the secret of the factor, so that the command, delivered again after
 * its answer was lost, makes the same ones, and they are stored nowhere.
 */
export const recoveryCodesOf = (secret: Buffer, commandId: string): string[] =>
  Array.from({ length: RECOVERY_CODES }, (_, n) => {
    const bytes = createHmac('sha256', secret).update(`recovery-code:${commandId}:${n}`).digest();
    const { base32 } = new Secret({ buffer: Uint8Array.from(bytes.subarray(0, CODE_BYTES)).buffer });
    return (base32.toLowerCase().match(/.{4}/g) ?? []).join('-');
  });

/** What is stored of a recovery code, however it was typed. */
export const recoveryCodeHash = (typed: string): string =>
  createHash('sha256').update(bare(typed).toLowerCase()).digest('hex');

/** A code without what people put between its signs. */
export const bare = (typed: string): string => typed.replaceAll(/[\s-]/g, '');
