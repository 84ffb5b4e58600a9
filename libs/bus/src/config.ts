import type { InjectionToken } from '@nestjs/common';
import type { DeadLetterQuestions } from '@seatkeeper/contracts';
import {
  type ActorCheckingSettings,
  type ActorSigningSettings,
  type BusSettings,
  readSigningKey,
  type SigningKey,
} from '@seatkeeper/service';
import { type ActorKeys, readActorKeys } from './actors/statement.js';
import { userIn } from './broker/users.js';

/** Of one service or another; what it lacks stops the start where it is needed. */
export type ServiceBusSettings = BusSettings & Partial<ActorSigningSettings & ActorCheckingSettings>;

export interface BusOptions {
  /** Token of the `Inbox` of this service; without one, a handler sees every delivery. */
  inbox?: InjectionToken;
  /** What the service answers about its dead letters; nothing if left out. */
  deadLetters?: DeadLetterQuestions;
  /** A part of a service, or a stand-in for one, in a test: it leaves requests unanswered, and may ask whatever it likes. */
  part?: boolean;
  /** Requests this process works on at the same time. */
  requestPrefetch?: number;
  /** How many of them may be of one account; all unless something else is said. Quick requests have no share. */
  requestShare?: number;
  /** Events this process works on at the same time. */
  eventPrefetch?: number;
  /** Milliseconds before the second, third, … try of an event; after the last one it is a dead letter. */
  retryDelaysMs?: readonly number[];
  /** Names of events this service used to hear: its queue is unbound from them at every start. */
  retired?: readonly string[];
  /** Milliseconds until it is looked whether bindings are to be declared again, for nobody tells that one was removed; a minute. */
  declareEveryMs?: number;
  /** Milliseconds the start waits for a broker that is still coming up. */
  startPatienceMs?: number;
}

/** Everything the parts of the bus need to know, resolved once per process. */
export interface BusConfig {
  readonly service: string;
  readonly url: string;
  /** As whom the service logs in; every message says so, and RabbitMQ lets none say otherwise. */
  readonly user: string;
  readonly prefix: string;
  /** Signs who acts. */
  readonly actorKey: SigningKey | undefined;
  /** Without them, who acts is not looked at. */
  readonly actorKeys: ActorKeys | undefined;
  /** Under test, what a contract does not allow is an error; in production it is logged. */
  readonly strict: boolean;
  readonly part: boolean;
  readonly eventsExchange: string;
  /** Names of the billing systems whose events are believed. */
  readonly billingSources: readonly string[];
  readonly requestPrefetch: number;
  readonly requestShare: number | undefined;
  readonly eventPrefetch: number;
  readonly retryDelaysMs: readonly number[];
  readonly retired: readonly string[];
  readonly declareEveryMs: number;
  readonly startPatienceMs: number;
  /** How long a request waits for a lost connection before it fails. */
  readonly requestPatienceMs: number;
  /** How long publishing waits for the broker's confirm. */
  readonly confirmMs: number;
  /** How long a stopping process waits for its handlers. */
  readonly drainMs: number;
}

/** Token of the `BusConfig`. */
export const BUS_CONFIG = Symbol('BUS_CONFIG');

/** Token of the service's `Inbox`, or undefined. */
export const BUS_INBOX = Symbol('BUS_INBOX');

export function busConfig(
  service: string,
  settings: ServiceBusSettings,
  options: BusOptions = {},
): BusConfig {
  const { ACTOR_KEY, ACTOR_PUBLIC_KEYS } = settings;
  return Object.freeze({
    service,
    url: settings.AMQP_URL,
    user: userIn(settings.AMQP_URL),
    prefix: settings.AMQP_PREFIX,
    actorKey: ACTOR_KEY === undefined ? undefined : readSigningKey(ACTOR_KEY),
    actorKeys: ACTOR_PUBLIC_KEYS === undefined ? undefined : readActorKeys(ACTOR_PUBLIC_KEYS),
    strict: settings.BUS_STRICT,
    part: options.part ?? false,
    eventsExchange: settings.AMQP_EVENTS_EXCHANGE,
    billingSources: settings.BILLING_SOURCES,
    requestPrefetch: options.requestPrefetch ?? 50,
    requestShare: options.requestShare,
    eventPrefetch: options.eventPrefetch ?? 20,
    retryDelaysMs: options.retryDelaysMs ?? [1_000, 10_000, 60_000, 600_000],
    retired: options.retired ?? [],
    declareEveryMs: options.declareEveryMs ?? 60_000,
    startPatienceMs: options.startPatienceMs ?? 10_000,
    requestPatienceMs: 2_000,
    confirmMs: 5_000,
    drainMs: 10_000,
  });
}
