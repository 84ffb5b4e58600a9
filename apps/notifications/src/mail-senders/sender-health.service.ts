import { Injectable } from '@nestjs/common';
import { Clock, logger } from '@seatkeeper/service';
import { MailSendersRepository } from './mail-senders.repository.js';
import type { StoredMailSender } from './mail-senders.schema.js';
import { judged, trialTaken, type Tries } from './sender-health.js';

/** Knows the mail servers of accounts, for who sends through them, and how they are by what became of mails. */
@Injectable()
export class SenderHealthService {
  private readonly log = logger('mail-senders');

  constructor(
    private readonly senders: MailSendersRepository,
    private readonly clock: Clock,
  ) {}

  /** Null for an account that never had one. */
  find(accountId: string): Promise<StoredMailSender | null> {
    return this.senders.find(accountId);
  }

  /** Whether this process may try, with one mail, whether a failing server works again. */
  async takeTrial({ accountId }: StoredMailSender): Promise<boolean> {
    let isTaken = false;
    await this.senders.decide(accountId, (current) => {
      const change = trialTaken(current, this.clock.now());
      isTaken = change !== null;
      return change;
    });
    return isTaken;
  }

  async note(sender: StoredMailSender, tries: Tries): Promise<void> {
    const { accountId, revision } = sender;
    // Most of the time all is well, and there is nothing to write.
    if (!judged(sender, revision, tries, this.clock.now())) return;
    const after = await this.senders.decide(accountId, (current) =>
      judged(current, revision, tries, this.clock.now()),
    );
    const isFailing = after?.failing !== undefined;
    if (isFailing === (sender.failing !== undefined)) return;
    if (isFailing) this.log.warn('The mail server of an account fails', { accountId });
    else this.log.info('The mail server of an account works again', { accountId });
  }
}
