import { isSameSecret } from '@seatkeeper/service';
import { createHmac } from 'node:crypto';

/** What a mail carries out and brings back. A token of one purpose is none of another. */
export type TokenPurpose = 'switch-off';

/** A secret that signs, with a name by which a token says that it was signed with it. */
interface Signer {
  readonly name: string;
  readonly sign: (words: string) => string;
}

/** Both are derived, so that nobody has to think of a name, and it tells nothing of the secret. */
function signerOf(base64: string): Signer {
  const secret = Buffer.from(base64, 'base64');
  const derive = (words: string): Buffer => createHmac('sha256', secret).update(words).digest();
  return {
    name: derive('name').subarray(0, 6).toString('base64url'),
    sign: (words) => derive(words).toString('base64url'),
  };
}

const SEPARATOR = '.';
const wordsOf = (purpose: TokenPurpose, parts: readonly string[]): string =>
  [purpose, ...parts].join(SEPARATOR);

/** Signs with the newest secret, and knows what earlier ones have signed. Secrets are base64, as settings have them. */
export class MailTokens {
  private readonly newest: Signer;
  private readonly signers: readonly Signer[];

  constructor(newest: string, retired: readonly string[]) {
    this.newest = signerOf(newest);
    this.signers = [this.newest, ...retired.map(signerOf)];
  }

  /** The parts can be read by anybody who has it, and are words without dots and blanks, such as ids. */
  sign(purpose: TokenPurpose, parts: readonly string[]): string {
    return [this.newest.name, ...parts, this.newest.sign(wordsOf(purpose, parts))].join(SEPARATOR);
  }

  /** What was signed; null when none of the secrets has signed it, or for something else. */
  read(purpose: TokenPurpose, token: string): readonly string[] | null {
    const [name, ...rest] = token.split(SEPARATOR);
    const signature = rest.pop() ?? '';
    const signer = this.signers.find((each) => each.name === name);
    return signer && isSameSecret(signer.sign(wordsOf(purpose, rest)), signature) ? rest : null;
  }
}
