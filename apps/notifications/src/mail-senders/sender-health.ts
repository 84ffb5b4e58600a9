import { mailSenderFailing, mailSenderRecovered, systemActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import type { Failing, StoredMailSender } from './mail-senders.schema.js';
import type { SenderChange } from './mail-senders.js';

/** A server fails when so many attempts in a row failed for it, over so long: one hiccup is none. */
const FAILURES = 5;
const FAILURES_MS = 30_000;
/** One that fails is tried with one mail: after a minute, then two, four … */
const FIRST_TRIAL_MS = 60_000;
const LONGEST_TRIAL_MS = 15 * 60_000;
/** One that comes and goes is told of once in that time. */
const TOLD_EVERY_MS = 60 * 60_000;

/**
 * Where the mails of an account go now: through the server of the `product`, through its `own`, through its own with one mail, to
 * `try` whether it works again, or `nowhere`.
 */
export type Way = 'product' | 'own' | 'try' | 'nowhere';

export function wayOf(sender: StoredMailSender | null, now: Date): Way {
  if (!sender?.server || !sender.isVerified) return 'product';
  const { failing, server } = sender;
  if (!failing) return 'own';
  if (failing.trialAt <= now) return 'try';
  return server.whenFailing === 'hold' ? 'nowhere' : 'product';
}

/** What some attempts say of the server: whether any mail got as far as to be judged, and how many failed for the server. */
export interface Tries {
  answered: boolean;
  failed: number;
  /** What it said last of those that failed. */
  answer: string;
}

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Takes the one trial that is due, so that no second one is made; null when it is somebody else's, or none is due. */
export function trialTaken({ failing }: StoredMailSender, now: Date): SenderChange | null {
  if (!failing || failing.trialAt > now) return null;
  const trials = failing.trials + 1;
  const pauseMs = Math.min(FIRST_TRIAL_MS * 2 ** Math.min(trials, 10), LONGEST_TRIAL_MS);
  return { update: { set: { failing: { ...failing, trials, trialAt: later(now, pauseMs) } } }, events: [] };
}

/** Notes what attempts say of the server that was set up at `revision`; null when that changes nothing. */
export function judged(
  sender: StoredMailSender,
  revision: number,
  { answered, failed, answer }: Tries,
  now: Date,
): SenderChange | null {
  if (!sender.server || sender.revision !== revision) return null;
  if (answered) return recovered(sender, now);
  if (failed === 0) return null;
  if (sender.failing) return { update: { set: { failing: { ...sender.failing, answer } } }, events: [] };
  const count = (sender.failures?.count ?? 0) + failed;
  const since = sender.failures?.since ?? now;
  if (count < FAILURES || now.getTime() - since.getTime() < FAILURES_MS)
    return { update: { set: { failures: { count, since } } }, events: [] };
  return fails(sender, { since, answer, trials: 0, trialAt: later(now, FIRST_TRIAL_MS) }, now);
}

function fails(sender: StoredMailSender, failing: Omit<Failing, 'isTold'>, now: Date): SenderChange {
  const { _id, accountId, server, toldAt } = sender;
  const isTold = !toldAt || now.getTime() - toldAt.getTime() >= TOLD_EVERY_MS;
  const data = {
    accountId,
    actor: systemActor('mail-senders'),
    host: server?.host ?? '',
    whenFailing: server?.whenFailing ?? ('fall-back' as const),
    answer: failing.answer,
  };
  return {
    update: { set: { failing: { ...failing, isTold }, ...(isTold && { toldAt: now }) }, unset: ['failures'] },
    events: isTold ? [event(mailSenderFailing, _id, data, now)] : [],
  };
}

function recovered(sender: StoredMailSender, now: Date): SenderChange | null {
  const { _id, accountId, server, failures, failing } = sender;
  if (!failures && !failing) return null;
  const data = { accountId, actor: systemActor('mail-senders'), host: server?.host ?? '' };
  return {
    update: { unset: ['failures', 'failing'] },
    events: failing?.isTold ? [event(mailSenderRecovered, _id, data, now)] : [],
  };
}
