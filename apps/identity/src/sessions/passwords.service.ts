import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/** The package's default kind is argon2id; OWASP's lower bound for it is 19 MiB and two passes. 8 ms here, off the event loop. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords. The hash carries its own salt and cost. */
@Injectable()
export class PasswordsService {
  /** Checked where there is no hash, so that the time an answer takes tells nobody who has one. */
  private readonly nobodys = hash(randomBytes(32), COST);

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), COST);
  }

  /** False for a wrong password and, after the same work, where there is no password at all. */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const matches = await verify(stored ?? (await this.nobodys), password.normalize('NFKC'));
    return stored !== undefined && matches;
  }
}
