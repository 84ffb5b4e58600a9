import 'reflect-metadata';
import type { EventContract, EventData, Input, RequestContract } from '@seatkeeper/contracts';
import type { z } from 'zod';
import type { EventEnvelope } from '../cloud-event.js';

export type TypedMethodDecorator<F> = <M extends F>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** What a decorated method is for. */
export type Wiring =
  | { kind: 'request'; handler: string; contract: RequestContract }
  | { kind: 'event'; handler: string; contract: EventContract }
  | { kind: 'topics'; handler: string; topics: readonly string[] };

/**
 * Put on a method of an injectable class: it answers the request. The compiler refuses a method whose types differ
 * from the contract's.
 */
export const Handle =
  <C extends RequestContract>(
    contract: C,
  ): TypedMethodDecorator<(input: Input<C>) => Promise<z.input<C['output']>>> =>
  (target, method, descriptor) =>
    mark(descriptor.value, { kind: 'request', handler: nameOf(target, method), contract });

/**
 * Hears an event; returning means done. A thrown Fault is a refusal and makes a dead letter at once, unless it
 * tells of a moment (`service-unavailable`, `user-busy`, …); that, and any other error, means: again, later.
 */
export const On =
  <C extends EventContract>(
    contract: C,
  ): TypedMethodDecorator<(data: EventData<C>, event: EventEnvelope) => Promise<void>> =>
  (target, method, descriptor) =>
    mark(descriptor.value, { kind: 'event', handler: nameOf(target, method), contract });

/** Hears every event of some topics (`identity.#`), with or without a contract; the data is unchecked. */
export const OnAny =
  (topics: readonly string[]): TypedMethodDecorator<(data: unknown, event: EventEnvelope) => Promise<void>> =>
  (target, method, descriptor) =>
    mark(descriptor.value, { kind: 'topics', handler: nameOf(target, method), topics });

const MARK = Symbol('seatkeeper:bus');

/** What a method is for, if it carries one of the decorators. */
export const wiringOf = (method: object): Wiring | undefined =>
  Reflect.getOwnMetadata(MARK, method) as Wiring | undefined;

function mark(method: unknown, wiring: Wiring): void {
  if (typeof method !== 'function' || wiringOf(method))
    throw new Error(`${wiring.handler} carries two contracts of the bus: write one method for each.`);
  Reflect.defineMetadata(MARK, wiring, method);
}

const nameOf = (target: object, method: string): string => `${target.constructor.name}.${method}`;
