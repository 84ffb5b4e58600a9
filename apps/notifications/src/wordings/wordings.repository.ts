import { Injectable } from '@nestjs/common';
import { LOCALES, MailKind } from '@seatkeeper/contracts';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { type WordingChange, wordingId, type WordingKey } from './wording-changes.js';
import { type StoredWording, wordings } from './wordings.schema.js';

type Decide = (stored: StoredWording) => WordingChange | null;

const MOST = MailKind.options.length * LOCALES.length;

@Injectable()
export class WordingsRepository {
  constructor(@InjectCollection(wordings) private readonly wordings: TenantCollection<StoredWording>) {}

  /** Null before anything was written. */
  find(key: WordingKey): Promise<StoredWording | null> {
    return this.wordings.findById(key.accountId, wordingId(key));
  }

  all(accountId: string): Promise<StoredWording[]> {
    return this.wordings.find(accountId, {}, { limit: MOST });
  }

  /** Writes what `decide` makes of it as it is by then; null when nothing was ever written. */
  decide(key: WordingKey, decide: Decide): Promise<StoredWording | null> {
    return this.wordings.decide(key.accountId, wordingId(key), decide);
  }

  /** The same, of one that begins without a wording. */
  decideFirst(key: WordingKey, decide: Decide): Promise<StoredWording | null> {
    return this.wordings.decideFirst({ _id: wordingId(key), ...key, earlier: [] }, decide);
  }
}
