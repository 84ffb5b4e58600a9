import { type ArgumentsHost, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import type { EventContract, EventData, Input, RequestContract } from '@seatkeeper/contracts';
import { type Observable, throwError } from 'rxjs';
import type { z } from 'zod';
import type { EventEnvelope } from './events/cloud-event.js';

export type TypedMethodDecorator<F> = <M extends F>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** What a decorated method is for; `BusServer` finds it in the extras of Nest's pattern. */
export type Wiring =
  | { kind: 'request'; handler: string; contract: RequestContract }
  | { kind: 'event'; handler: string; contract: EventContract }
  | { kind: 'topics'; handler: string; topics: readonly string[] };

/** Answers a request. The compiler refuses a method whose types differ from the contract's. */
export const Handle =
  <C extends RequestContract>(
    contract: C,
  ): TypedMethodDecorator<(input: Input<C>) => Promise<z.input<C['output']>>> =>
  (target, method, descriptor) =>
    wire(target, method, descriptor, { kind: 'request', handler: nameOf(target, method), contract });

/**
 * Hears an event; returning means done. A thrown Fault is a refusal and makes a dead letter at once, unless it
 * tells of a moment (`service-unavailable`, `user-busy`, …); that, and any other error, means: again, later.
 */
export const On =
  <C extends EventContract>(
    contract: C,
  ): TypedMethodDecorator<(data: EventData<C>, event: EventEnvelope) => Promise<void>> =>
  (target, method, descriptor) =>
    wire(target, method, descriptor, { kind: 'event', handler: nameOf(target, method), contract });

/** Hears every event of some topics (`identity.#`), with or without a contract; the data is unchecked. */
export const OnAny =
  (topics: readonly string[]): TypedMethodDecorator<(data: unknown, event: EventEnvelope) => Promise<void>> =>
  (target, method, descriptor) =>
    wire(target, method, descriptor, { kind: 'topics', handler: nameOf(target, method), topics });

/** Nest would turn a Fault into "Internal server error"; the bus needs what was thrown. */
@Catch()
class AsThrown implements RpcExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

const wired = new WeakSet<object>();

function wire<M>(target: object, method: string, descriptor: TypedPropertyDescriptor<M>, bus: Wiring): void {
  const handler: unknown = descriptor.value;
  if (typeof handler !== 'function' || wired.has(handler))
    throw new Error(`${bus.handler} carries two contracts of the bus: write one method for each.`);
  wired.add(handler);
  const untyped = descriptor as TypedPropertyDescriptor<unknown>;
  const pattern =
    bus.kind === 'request'
      ? MessagePattern(bus.contract.name, { bus })
      : (EventPattern(bus.kind === 'event' ? bus.contract.name : bus.handler, { bus }) as MethodDecorator);
  Payload()(target, method, 0);
  if (bus.kind !== 'request') Ctx()(target, method, 1);
  UseFilters(new AsThrown())(target, method, untyped);
  pattern(target, method, untyped);
}

const nameOf = (target: object, method: string): string => `${target.constructor.name}.${method}`;
