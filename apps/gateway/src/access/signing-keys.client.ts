import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { listSigningKeys } from '@seatkeeper/contracts';
import { createPublicKey } from 'node:crypto';
import { notValid } from './access-claims.js';

/** An unknown key id asks identity again, but not more often than this, or forged tokens would flood it. */
const ASK_AGAIN_AFTER_MS = 5_000;

/** The public keys of identity as PEM, by key id. */
@Injectable()
export class SigningKeysClient {
  private keys = new Map<string, string>();
  private asked = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(private readonly bus: Bus) {}

  /** Rejects with `unauthenticated` for a key nobody knows, `service-unavailable` when identity is away. */
  async find(kid: string): Promise<string> {
    if (!this.keys.has(kid) && (this.keys.size === 0 || performance.now() - this.asked > ASK_AGAIN_AFTER_MS))
      await (this.asking ??= this.ask().finally(() => (this.asking = undefined)));
    const key = this.keys.get(kid);
    if (!key) throw notValid();
    return key;
  }

  private async ask(): Promise<void> {
    const { keys } = await this.bus.request(listSigningKeys, {});
    this.asked = performance.now();
    this.keys = new Map(
      keys.map((jwk) => [
        String(jwk['kid']),
        createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString(),
      ]),
    );
  }
}
