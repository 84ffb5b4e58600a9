import { WebhookDeliveryState, type WebhookDelivery } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  leaseField,
  type Stored,
  type StoredLease,
} from '@seatkeeper/mongo';
import type { SendOutcome } from '../webhook-sending/webhooks.client.js';
import { webhookLease } from './webhook-lease.js';

/** One try to hand it to the receiver, with the beginning of the answer. */
export interface WebhookAttempt {
  at: Date;
  outcome: SendOutcome['kind'];
  status?: number;
  ms: number;
  answer: string;
}

/** One event for one endpoint. `_id` is derived from the event and the endpoint. */
export interface StoredWebhook extends Stored {
  endpointId: string;
  type: string;
  /** The same for all endpoints and attempts, by which receivers know a message again. */
  messageId: string;
  /** Word for word what is sent: the signature is over it. */
  body: string;
  state: WebhookDelivery['state'];
  /** Attempts begun so far; the newest of them are kept below with their answers. */
  attempts: number;
  answers: WebhookAttempt[];
  /** When somebody had it sent once more, and how many attempts there were before: they count no longer. */
  replayed?: { at: Date; attempts: number };
  commands?: DoneCommand[];
  createdAt: Date;
  finishedAt?: Date;
  /** Who sends it, or from when on somebody may; absent once it is finished. */
  lease?: StoredLease;
  /** When it is forgotten, with what it said; from its end on. */
  purgeAt?: Date;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** Finds what is due to one endpoint without a look at what waits for others. */
export const DUE_OF_ENDPOINT = 'due-of-endpoint';

export const webhookDeliveries = defineCollection<StoredWebhook>({
  name: 'webhook-deliveries',
  fields: {
    endpointId: { type: String, required: true },
    type: { type: String, required: true },
    messageId: { type: String, required: true },
    body: { type: String, required: true },
    state: { type: String, enum: WebhookDeliveryState.options, required: true },
    attempts: { type: Number, required: true },
    answers: [{ at: Date, outcome: String, status: Number, ms: Number, answer: String }],
    replayed: { at: Date, attempts: Number },
    commands: commandsField,
    createdAt: { type: Date, required: true },
    finishedAt: { type: Date },
    lease: leaseField,
    purgeAt: { type: Date },
  },
  indexes: [
    webhookLease.index,
    {
      name: DUE_OF_ENDPOINT,
      keys: { endpointId: 1, 'lease.until': 1 },
      where: { 'lease.until': { $exists: true } },
    },
    { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 },
    { name: 'newest', keys: { accountId: 1, endpointId: 1, ...newestFirst } },
    { name: 'newest-of-state', keys: { accountId: 1, endpointId: 1, state: 1, ...newestFirst } },
  ],
});
