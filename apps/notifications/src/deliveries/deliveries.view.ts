import type { Delivery, DeliveryAttempt, DeliveryDetails } from '@seatkeeper/contracts';
import type { Attempt, StoredDelivery } from './deliveries.schema.js';

/** What is shown of a mail: each field is named, so nothing else that a delivery may hold one day gets out. */
export function toDelivery(stored: StoredDelivery): Delivery {
  const { _id: id, kind, userId, to, actor, state, messageId, attempts, answers, createdAt } = stored;
  const { report } = stored;
  const last = answers.at(-1);
  return {
    id,
    kind,
    userId,
    to: to ? { name: to.name, address: to.address } : null,
    actor,
    state,
    suppressed: state === 'suppressed' ? (stored.suppressed ?? null) : null,
    report: report ? { kind: report.kind, at: report.at.toISOString(), words: report.words ?? '' } : null,
    messageId,
    through: stored.ownServer === undefined ? 'product' : 'account',
    attempts,
    lastAttempt: last ? toAttempt(last) : null,
    nextAttemptAt: state === 'queued' ? (stored.lease?.until.toISOString() ?? null) : null,
    createdAt: createdAt.toISOString(),
    finishedAt: stored.finishedAt?.toISOString() ?? null,
  };
}

export const toDeliveryDetails = (stored: StoredDelivery): DeliveryDetails => ({
  ...toDelivery(stored),
  answers: stored.answers.map(toAttempt),
});

const toAttempt = ({ at, outcome, answer, through }: Attempt): DeliveryAttempt => ({
  at: at.toISOString(),
  through: through ?? 'product',
  outcome,
  answer,
});
