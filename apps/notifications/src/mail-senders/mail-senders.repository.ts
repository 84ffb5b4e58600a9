import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { SenderChange } from './mail-senders.js';
import { mailSenders, type StoredMailSender } from './mail-senders.schema.js';

@Injectable()
export class MailSendersRepository {
  constructor(@InjectCollection(mailSenders) private readonly senders: TenantCollection<StoredMailSender>) {}

  /** Null before an account has set one up. */
  find(accountId: string): Promise<StoredMailSender | null> {
    return this.senders.findById(accountId, accountId);
  }

  /** Writes what `decide` makes of it as it is by then; it begins without a server. */
  change(
    accountId: string,
    decide: (sender: StoredMailSender) => SenderChange | null,
  ): Promise<StoredMailSender | null> {
    return this.senders.decideFirst({ _id: accountId, accountId, revision: 0 }, decide);
  }

  /** The same of one that is there. */
  decide(
    accountId: string,
    decide: (sender: StoredMailSender) => SenderChange | null,
  ): Promise<StoredMailSender | null> {
    return this.senders.decide(accountId, accountId, decide);
  }

  /** Another seal of the same password, if it is still the one that was seen. */
  async reseal({ accountId, _id }: StoredMailSender, seen: string, sealed: string): Promise<boolean> {
    return this.senders.touch(
      accountId,
      { _id, 'server.sealed': seen },
      { $set: { 'server.sealed': sealed } },
    );
  }
}
