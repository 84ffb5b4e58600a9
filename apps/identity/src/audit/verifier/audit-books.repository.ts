import type { mongo } from 'mongoose';
import type { Seal } from '../chain.js';
import type { StoredHead } from '../seals.schema.js';
import type { FoundEntry } from './verification.js';

export interface AuditedAccount {
  _id: string;
  slug: string;
}

type Owned = FoundEntry & { accountId: string; seal?: unknown };

/** Reads what is stored, whatever it is: no schema, no service, nothing that changes or mends it. */
export class AuditBooksRepository {
  constructor(private readonly db: mongo.Db) {}

  /** The account of a slug, or all of them. */
  accounts(slug: string | undefined): AsyncIterable<AuditedAccount> {
    return this.db
      .collection<AuditedAccount>('accounts')
      .find(slug === undefined ? {} : { slug }, { projection: { slug: 1 }, sort: { _id: 1 } });
  }

  head(accountId: string): Promise<StoredHead | null> {
    return this.db.collection<StoredHead>('audit-heads').findOne({ _id: accountId });
  }

  /** The seals of an account in their order. One whose list of entries was made something else has an empty one. */
  seals(accountId: string): AsyncIterable<Seal> {
    return this.db
      .collection<Seal>('audit-seals')
      .find({ accountId }, { sort: { number: 1 } })
      .map((seal) => ({ ...seal, entries: Array.isArray(seal.entries) ? seal.entries : [] }));
  }

  /** Entries that say they are under a seal, and those that it names although they do not say so yet. */
  async entriesOf({ accountId, number, entries }: Seal): Promise<FoundEntry[]> {
    const marked = await this.entries.find({ seal: number, accountId }).toArray();
    const found = new Set(marked.map(({ _id }) => _id));
    const missing = entries.map(({ id }) => id).filter((id) => !found.has(id));
    if (missing.length === 0) return marked;
    return [...marked, ...(await this.entries.find({ _id: { $in: missing }, accountId }).toArray())];
  }

  /** How many entries say that they are under a seal. */
  sealed(accountId: string): Promise<number> {
    return this.entries.countDocuments({ accountId, seal: { $ne: null } });
  }

  waiting(accountId: string): Promise<number> {
    return this.entries.countDocuments({ seal: null, accountId });
  }

  private get entries() {
    return this.db.collection<Owned>('audit');
  }
}
