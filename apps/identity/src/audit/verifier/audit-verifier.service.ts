import type { Seal } from '../chain.js';
import type { AuditBooksRepository, AuditedAccount } from './audit-books.repository.js';
import { type Anchor, Verification } from './verification.js';

/** What became of the log of one account. */
export interface Verdict {
  accountId: string;
  slug: string;
  seal: number;
  count: number;
  hash: string;
  sealedAt: string | null;
  waiting: number;
  findings: string[];
}

/** Compares logs with their seals, in the room of one seal and its entries. */
export class AuditVerifierService {
  constructor(private readonly books: AuditBooksRepository) {}

  /** Looks twice where something is wrong, for a log is written and sealed meanwhile. */
  async verify(account: AuditedAccount, anchors: readonly Anchor[]): Promise<Verdict> {
    const first = await this.look(account, anchors);
    return first.findings.length === 0 ? first : this.look(account, anchors);
  }

  private async look({ _id, slug }: AuditedAccount, anchors: readonly Anchor[]): Promise<Verdict> {
    const head = await this.books.head(_id);
    const known = head?.at ? [{ seal: head.seals, hash: head.hash, source: 'the head of the account' }] : [];
    const verification = new Verification([...known, ...anchors]);
    const sealedBefore = await this.books.sealed(_id);
    let marked = 0;
    for await (const seal of this.books.seals(_id)) {
      const entries = await this.books.entriesOf(seal);
      marked += entries.filter((entry) => isMarked(entry, seal)).length;
      verification.see(seal, entries);
    }
    // What was sealed meanwhile makes it more than before.
    verification.end({ astray: Math.max(0, sealedBefore - marked), hasHead: head !== null });
    const { chain, lastAt, findings } = verification;
    return {
      accountId: _id,
      slug,
      ...{ seal: chain.seals, count: chain.count, hash: chain.hash },
      sealedAt: lastAt?.toISOString() ?? null,
      waiting: await this.books.waiting(_id),
      findings,
    };
  }
}

const isMarked = (entry: object, { number }: Seal): boolean => (entry as { seal?: unknown }).seal === number;
