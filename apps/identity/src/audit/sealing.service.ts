import { Injectable } from '@nestjs/common';
import { LeaseLost } from '@seatkeeper/mongo';
import { Clock, logger, metrics } from '@seatkeeper/service';
import { type Chain, chainAfter } from './chain.js';
import { SealsRepository } from './seals.repository.js';
import type { StoredHead } from './seals.schema.js';

/** Then other accounts get their turn. */
const SEALS_AT_ONCE = 40;

const log = logger('audit');
const sealedEntries = metrics.counter(
  'audit_entries_sealed_total',
  'Entries of the audit log that were sealed',
);

/** Fixes what has been written down: entries get under seals, each of which has the hash of the one before. */
@Injectable()
export class SealingService {
  constructor(
    private readonly seals: SealsRepository,
    private readonly clock: Clock,
  ) {}

  /** Seals what waits in all accounts; whether anything did. What cannot be sealed holds up no other account. */
  async sweep(): Promise<boolean> {
    const accounts = await this.seals.accountsWaiting(this.clock.now());
    const failures: unknown[] = [];
    for (const accountId of accounts)
      await this.seal(accountId).catch((error: unknown) => void failures.push(error));
    if (failures.length > 0) throw failures[0];
    return accounts.size > 0;
  }

  async seal(accountId: string): Promise<void> {
    const now = () => this.clock.now();
    const held = await this.seals.take(accountId, now());
    if (!held) return;
    try {
      const chain = await this.seals.leases.whileHeld(held, now, (alive) => this.sealAll(held, alive));
      if (chain.seals > held.seals) await this.seals.advance(held, chain, now());
      else await this.seals.leases.release(held, now());
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      log.warn('The seals of an account have gone to another copy', { accountId, error });
    }
  }

  private async sealAll(held: StoredHead, alive: () => void): Promise<Chain> {
    let chain: Chain = held;
    for (let turn = 0; turn < SEALS_AT_ONCE; turn += 1) {
      const { accountId } = held;
      const seal = await this.seals.sealNext(accountId, chain, this.clock.now());
      if (!seal) break;
      chain = chainAfter(seal);
      sealedEntries.inc({}, seal.entries.length);
      // Kept elsewhere, this line shows later whether the end of the log was cut off.
      log.info('Sealed entries of the audit log', {
        accountId,
        seal: seal.number,
        entries: seal.entries.length,
        count: seal.count,
        hash: seal.hash,
      });
      alive();
    }
    return chain;
  }
}
