import { type Actor, Fault, type WebhookEvent, webhookDeliveryReplayed } from '@seatkeeper/contracts';
import { type Change, event, type NewEvent, remembered } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { answered, dueAt, ended, isFinished, later, triesSince, UNFINISHED } from '../attempts/attempts.js';
import type { SendOutcome } from '../webhook-sending/webhooks.client.js';
import type { StoredWebhook } from './webhook-deliveries.schema.js';
import { ATTEMPTS, pauseAfter } from './webhook-retries.js';

/** What a delivery becomes, and the events that say so: both go into one write. */
export interface WebhookChange {
  update: Change<StoredWebhook>;
  events: NewEvent[];
}

/** What is sent of an event: what its public shape names, and nothing else that the event may hold. */
export const messageOf = (
  { type, data }: Pick<WebhookEvent, 'type' | 'data'>,
  time: string,
  told: unknown,
): string => JSON.stringify({ type, timestamp: new Date(time).toISOString(), data: data.parse(told) });

/** The delivery of a message to an endpoint. The same cause makes the same delivery. */
export const webhookOf = (
  { accountId, endpointId }: { accountId: string; endpointId: string },
  message: { type: string; body: string },
  cause: readonly string[],
  now: Date,
): Omit<StoredWebhook, 'version'> => ({
  _id: derivedId('whd', endpointId, ...cause),
  accountId,
  endpointId,
  ...message,
  messageId: derivedId('msg', accountId, ...cause),
  state: 'queued',
  attempts: 0,
  answers: [],
  createdAt: now,
  lease: dueAt(now),
});

const triesOf = ({ attempts, replayed }: StoredWebhook): number => triesSince(attempts, replayed);

/** Also says no to an attempt that has just been counted and is one too many. */
export const isExhausted = (webhook: StoredWebhook): boolean => triesOf(webhook) > ATTEMPTS;

/** When the first of the attempts that count was due. */
export const triedSince = ({ createdAt, replayed, answers }: StoredWebhook): Date => {
  const since = replayed?.at ?? createdAt;
  return answers.find(({ at }) => at >= since)?.at ?? since;
};

/**
 * Writes down how the attempt under a lease ended; null when that is no longer this attempt's to say. What arrived has
 * arrived, also when the lease ran out meanwhile.
 */
export function note(
  webhook: StoredWebhook,
  fence: number | undefined,
  { kind, status, ms, answer }: SendOutcome,
  now: Date,
  { random, keptDays }: { random: () => number; keptDays: number },
): WebhookChange | null {
  if (isFinished(webhook)) return null;
  const attempt = { at: now, outcome: kind, ms, answer, ...(status !== null && { status }) };
  const noted = (update: Change<StoredWebhook>): WebhookChange => ({
    update: { ...update, push: answered(attempt) },
    events: [],
  });
  if (kind === 'sent') return noted(ended('sent', now, keptDays));
  const { lease } = webhook;
  if (!lease || lease.fence !== fence) return null;
  const tries = triesOf(webhook);
  if (kind === 'gone' || tries >= ATTEMPTS) return noted(ended('failed', now, keptDays));
  return noted({
    set: { state: 'queued', lease: { ...lease, until: later(now, pauseAfter(tries, random)) } },
  });
}

/** What is being sent, or is about to be, needs no help; what waits for its next attempt may have it now. */
export function refuseReplay({ state, attempts, lease, replayed }: StoredWebhook): Fault | null {
  const waits = state === 'queued' && attempts > (replayed?.attempts ?? 0) && lease?.held === true;
  if (waits || isFinished({ state })) return null;
  return new Fault('delivery-under-way', {
    detail: 'It is being sent just now, without anybody doing anything.',
    members: { state },
  });
}

/** As if it had just become due, under the id that it had. */
export const replayed = (
  webhook: StoredWebhook,
  { by, commandId }: { by: Actor; commandId: string },
  now: Date,
): WebhookChange => {
  const { _id: deliveryId, accountId, endpointId, type, attempts } = webhook;
  return {
    update: {
      set: {
        state: 'queued',
        lease: dueAt(now),
        replayed: { at: now, attempts },
        commands: remembered(webhook, commandId, now),
      },
      unset: UNFINISHED,
    },
    events: [
      event(webhookDeliveryReplayed, deliveryId, { accountId, endpointId, deliveryId, actor: by, type }, now),
    ],
  };
};
