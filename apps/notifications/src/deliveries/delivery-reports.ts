import type { MailReportKind } from '@seatkeeper/contracts';
import { ended } from '../attempts/attempts.js';
import { type DeliveryChange, reportTold } from './deliveries.js';
import type { Report, StoredDelivery } from './deliveries.schema.js';

/** Of two reports of one mail the weightier one counts, whichever comes first. */
const WEIGHT: Readonly<Record<MailReportKind, number>> = { 'soft-bounce': 1, 'hard-bounce': 2, complaint: 2 };

/** States in which a mail never went out since it was last due: one that comes back is of an earlier time. */
const UNSENT = new Set<StoredDelivery['state']>(['cancelled', 'suppressed']);

/**
 * Notes that a mail came back, or that its reader complained; null when that is known, or it is of an attempt before
 * somebody had the mail sent once more. It may be told before the mail server's own word for the mail has been noted: then
 * it has come back all the same, and who notes that word says where it had gone. A complaint is about a mail that arrived,
 * so its state remains.
 */
export function reported(
  delivery: StoredDelivery,
  { kind, at: saidAt, words }: Omit<Report, 'address'>,
  now: Date,
  keptDays: number,
): DeliveryChange | null {
  const { to, state, report: known, retried, attempts } = delivery;
  // The clock of somebody else may be ahead, and what has not happened yet would outlast what undoes it.
  const at = saidAt > now ? now : saidAt;
  const isOld = retried !== undefined && at <= retried.at;
  if (attempts === 0 || isOld || (known && WEIGHT[known.kind] >= WEIGHT[kind])) return null;
  const report = { kind, at, words, ...(to && state !== 'sending' && { address: to.address }) };
  const events = [reportTold(delivery, report, now)];
  if (kind === 'complaint' || UNSENT.has(state)) return { update: { set: { report } }, events };
  const { set, unset } = ended('bounced', now, keptDays);
  return { update: { set: { ...set, report }, unset }, events };
}
