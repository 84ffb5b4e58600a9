import { Inject, Injectable } from '@nestjs/common';
import { inWords, type Limit, type Limiter, Limiters, type Policy, tooMany } from '@seatkeeper/limits';
import { refuse } from '@seatkeeper/contracts';
import { derivedId, noteSecurity, SETTINGS } from '@seatkeeper/service';
import { refuseUnconfirmed } from '../accounts/accounts.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { mailboxOf } from './mailboxes.js';

/** What of identity's settings the limits need. */
interface MailLimitSettings {
  INVITATION_RESENDS: Limit | null;
  INVITATION_RESENDS_LONG: Limit | null;
  INVITATION_MAILS: Limit | null;
  TEST_MAILS: Limit | null;
}

/** Keeps anybody from filling a stranger's mailbox through us: asked before the work that ends in a mail. */
@Injectable()
export class MailLimitsService {
  private readonly resends: readonly (Limiter | null)[];
  private readonly mails: Limiter | null;
  private readonly tests: Limiter | null;

  constructor(@Inject(SETTINGS) settings: MailLimitSettings, limiters: Limiters) {
    const limiter = (name: string, limit: Limit | null) => limiters.of(limit && { name, ...limit });
    this.resends = [
      limiter('resends', settings.INVITATION_RESENDS),
      limiter('resends-long', settings.INVITATION_RESENDS_LONG),
    ];
    this.mails = limiter('mails', settings.INVITATION_MAILS);
    this.tests = limiter('test-mails', settings.TEST_MAILS);
  }

  /** Refuses a new link with `too-many-requests` when the user, or who waits for the confirmation, got too many lately. */
  async admitResend(accountId: string, userId: string): Promise<void> {
    const whose = { accountId, userId };
    for (const limiter of this.resends)
      if (limiter) await take(limiter, derivedId('lim', accountId, userId), resendSentence, whose);
  }

  /** Refuses a test mail like `inviting`, also when people of the account had too many of them lately. */
  async admitTest(account: StoredAccount, address: string): Promise<void> {
    const { _id: accountId } = account;
    await this.inviting(account, address, async () => {
      if (this.tests) await take(this.tests, derivedId('lim', accountId), testSentence, { accountId });
    });
  }

  /**
   * Does what causes a mail to somebody whom an account names. Refuses with `address-not-confirmed` while nobody has shown
   * whose account it is, and like `mailing`.
   */
  async inviting<R>(account: StoredAccount, address: string, work: () => Promise<R>): Promise<R> {
    refuse(refuseUnconfirmed(account));
    return this.mailing(account._id, address, work);
  }

  /**
   * Does what causes a mail to an address, unless too many were caused lately, by whichever accounts; then it rejects with
   * `too-many-requests`. What is refused has caused none.
   */
  async mailing<R>(accountId: string, address: string, work: () => Promise<R>): Promise<R> {
    if (!this.mails) return work();
    // The address itself is nobody's to read in Redis.
    const key = derivedId('lim', mailboxOf(address));
    await take(this.mails, key, mailSentence, { accountId });
    try {
      return await work();
    } catch (error) {
      await this.mails.giveBack(key).catch(() => undefined);
      throw error;
    }
  }
}

async function take(
  limiter: Limiter,
  key: string,
  sentence: (policy: Policy) => string,
  whose: { accountId: string; userId?: string },
): Promise<void> {
  const taken = await limiter.take(key);
  if (taken.allowed) return;
  const { policy } = taken;
  if (taken.firstOver) noteSecurity('limit-reached', { ...whose, policy: policy.name });
  throw tooMany(taken, sentence(policy));
}

const resendSentence = ({ quota, seconds }: Policy) =>
  `One person is sent at most ${quota} new links in ${inWords(seconds)}.`;
const mailSentence = ({ quota, seconds }: Policy) =>
  `One mail address gets at most ${quota} mails in ${inWords(seconds)}, from all accounts together.`;
const testSentence = ({ quota, seconds }: Policy) =>
  `An account has at most ${quota} test mails sent in ${inWords(seconds)}.`;
