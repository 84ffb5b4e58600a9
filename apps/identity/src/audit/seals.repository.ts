import { Injectable } from '@nestjs/common';
import {
  DuplicateKey,
  type Filter,
  InjectCollection,
  Leases,
  openFrom,
  TenantCollection,
} from '@seatkeeper/mongo';
import { audit, type StoredEntry } from './audit.schema.js';
import { type Chain, nextSeal, NOTHING_SEALED } from './chain.js';
import { auditHeads, auditSeals, sealingLease, type StoredHead, type StoredSeal } from './seals.schema.js';

const ENTRIES_OF_A_SEAL = 250;
const LOOKED_AT_ONCE = 1_000;
/** How long after its window an entry that counts may still be counted into: a gateway writes down every half minute. */
const SETTLED_AFTER_MS = 5 * 60_000;
/** The order of the index that finds entries by their seal. */
const BY_SEAL = { seal: 1, accountId: 1, at: 1, _id: 1 } as const;

/** Seals over the entries of the audit log. */
@Injectable()
export class SealsRepository {
  readonly leases: Leases<StoredHead>;

  constructor(
    @InjectCollection(audit) private readonly entries: TenantCollection<StoredEntry>,
    @InjectCollection(auditSeals) private readonly seals: TenantCollection<StoredSeal>,
    @InjectCollection(auditHeads) private readonly heads: TenantCollection<StoredHead>,
  ) {
    this.leases = new Leases(heads, sealingLease);
  }

  /** Accounts with entries that can be sealed. */
  async accountsWaiting(now: Date): Promise<Set<string>> {
    const found = new Set<string>();
    for (let after = ''; ;) {
      const rows = await this.entries.acrossAccounts.findDue(
        { ...unsealed(now), accountId: { $gt: after } },
        { limit: LOOKED_AT_ONCE, sort: BY_SEAL, projection: { accountId: 1 } },
      );
      for (const { accountId } of rows) found.add(accountId);
      if (rows.length < LOOKED_AT_ONCE) return found;
      // One account can have more than these; whoever comes after it is looked for from there.
      after = rows.at(-1)?.accountId ?? '';
    }
  }

  /** The head of an account, to seal what follows; null while somebody else is at it. */
  async take(accountId: string, now: Date): Promise<StoredHead | null> {
    const taken = await this.leases.takeById(accountId, accountId, now);
    if (taken) return taken;
    const first = { _id: accountId, accountId, ...NOTHING_SEALED, lease: openFrom(now) };
    const isNew = (await this.heads.insertMissing([first])) === 1;
    return isNew ? this.leases.takeById(accountId, accountId, now) : null;
  }

  /**
   * Seals the oldest entries that no seal has, as the seal after `chain`; null when there are none. The insert decides: where
   * somebody has made this seal already, theirs is answered, and its entries are marked as theirs.
   */
  async sealNext(accountId: string, chain: Chain, now: Date): Promise<StoredSeal | null> {
    const entries = await this.settled(accountId, now);
    if (entries.length === 0) return null;
    const seal = nextSeal(accountId, chain, entries, now);
    const stored = await this.insertOnce({ _id: `${accountId}:${seal.number}`, ...seal });
    const ids = stored.entries.map(({ id }) => id);
    await this.entries.updateMany(
      accountId,
      { _id: { $in: ids }, seal: null },
      { $set: { seal: stored.number } },
    );
    return stored;
  }

  /** Writes down how far the seals have come, and leaves the rest to anybody. Rejects with LeaseLost. */
  async advance(held: StoredHead, chain: Chain, now: Date): Promise<void> {
    await this.leases.write(held, () => ({ update: { set: { ...chain, at: now, lease: openFrom(now) } } }));
  }

  head(accountId: string): Promise<StoredHead | null> {
    return this.heads.findById(accountId, accountId);
  }

  /** Entries that no seal has yet, also those that still count. */
  waiting(accountId: string, most: number): Promise<number> {
    return this.entries.count(accountId, { seal: null }, most);
  }

  /** The oldest unsealed entries, which nobody changes any more. */
  private async settled(accountId: string, now: Date): Promise<StoredEntry[]> {
    const options = { limit: ENTRIES_OF_A_SEAL, sort: BY_SEAL };
    const entries = await this.entries.find(accountId, unsealed(now), options);
    const counting = entries.filter(({ parts, closed }) => parts && !closed).map(({ _id }) => _id);
    if (counting.length === 0) return entries;
    // Whoever still has something to count finds it closed, and writes an entry of its own.
    await this.entries.updateMany(accountId, { _id: { $in: counting } }, { $set: { closed: true } });
    return this.entries.find(accountId, { _id: { $in: entries.map(({ _id }) => _id) }, seal: null }, options);
  }

  private async insertOnce(seal: Omit<StoredSeal, 'version'>): Promise<StoredSeal> {
    try {
      return await this.seals.insert(seal);
    } catch (error) {
      const made = error instanceof DuplicateKey ? await this.seals.findById(seal.accountId, seal._id) : null;
      if (!made) throw error;
      return made;
    }
  }
}

/** What has no seal and stays as it is. */
const unsealed = (now: Date): Filter<StoredEntry> => ({
  seal: null,
  $or: [
    { parts: { $exists: false } },
    { 'detail.until': { $lte: new Date(now.getTime() - SETTLED_AFTER_MS).toISOString() } },
  ],
});
