import type { z } from 'zod';
import type { FaultCode } from './faults.js';

/** Everybody who speaks on the bus. Who owns a contract is the first word of its name. */
export const SERVICES = ['gateway', 'identity', 'licensing', 'notifications', 'reassignment'] as const;
export type Service = (typeof SERVICES)[number];

/**
 * Services whose absence is no reason to refuse calls to all others: without notifications only the lists of mails and
 * the calls about webhooks are away. The gateway is ready without them.
 */
export const DISPENSABLE_SERVICES: readonly string[] = ['notifications'] satisfies Service[];

/** A question with one answer. The service that owns `name` answers it. */
export interface RequestContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'request';
  /** owner.noun.verb.version, for example `licensing.seat.claim.v1`; the owner's queue receives it. */
  readonly name: string;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** Refusals the caller has to reckon with, besides the ones every request may meet. */
  readonly faults: readonly FaultCode[];
  /** Who may ask; the bus of any other service refuses to. The gateway alone, unless the contract says otherwise. */
  readonly askedBy: readonly Service[];
  /**
   * Those of `askedBy` whose word is enough for who acts: they carry on what a person began, or act by themselves as
   * `system`. Of everybody else the bus wants a statement of the gateway for the very request. Nobody, if left out.
   */
  readonly vouchedBy: readonly Service[];
  /**
   * Answered at once from what the service has itself. It waits in a queue of its own, so never behind a request whose
   * answer waits for somebody; in return the bus refuses whatever its handler asks.
   */
  readonly quick: boolean;
  /** Milliseconds the caller waits; a question nobody took by then expires in the queue. */
  readonly timeoutMs: number;
}

/** A fact in the past tense. One service says it, any number listen. */
export interface EventContract<D extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  /** Routing key and CloudEvents `type`. */
  readonly name: string;
  readonly summary: string;
  readonly data: D;
  /** Whether the audit log has an entry of each. True unless the contract says otherwise: none is forgotten. */
  readonly audited: boolean;
}

/** Work done later, at least once. It carries ids only: the truth is in a document. */
export interface JobContract<D extends z.ZodType = z.ZodType> {
  readonly kind: 'job';
  readonly queue: string;
  readonly name: string;
  readonly summary: string;
  readonly data: D;
  /** Asking for the same id again, while the first job waits or runs, changes nothing. */
  readonly id: (data: z.output<D>) => string;
  readonly attempts: number;
}

export type Input<C extends RequestContract> = z.output<C['input']>;
export type Output<C extends RequestContract> = z.output<C['output']>;
export type EventData<C extends EventContract> = z.output<C['data']>;
export type JobData<C extends JobContract> = z.output<C['data']>;

const DEFAULT_TIMEOUT_MS = 5_000;

export const defineRequest = <I extends z.ZodType, O extends z.ZodType>(
  contract: Omit<RequestContract<I, O>, 'kind' | 'timeoutMs' | 'faults' | 'askedBy' | 'vouchedBy' | 'quick'> &
    Partial<Pick<RequestContract, 'timeoutMs' | 'faults' | 'askedBy' | 'vouchedBy' | 'quick'>>,
): RequestContract<I, O> => ({
  kind: 'request',
  askedBy: ['gateway'],
  vouchedBy: [],
  quick: false,
  timeoutMs: DEFAULT_TIMEOUT_MS,
  faults: [],
  ...contract,
});

export const defineEvent = <D extends z.ZodType>(
  contract: Omit<EventContract<D>, 'kind' | 'audited'> & { audited?: boolean },
): EventContract<D> => ({ kind: 'event', audited: true, ...contract });

export const defineJob = <D extends z.ZodType>(contract: Omit<JobContract<D>, 'kind'>): JobContract<D> => ({
  kind: 'job',
  ...contract,
});

/** What somebody who asks all of these has to reckon with: the faults of each, once. */
export const faultsOf = (...asked: readonly RequestContract[]): readonly FaultCode[] => [
  ...new Set(asked.flatMap(({ faults }) => faults)),
];

/** The service that owns a contract: the first word of its name. */
export const ownerOf = (contract: { readonly name: string }): string => contract.name.split('.', 1)[0] ?? '';
