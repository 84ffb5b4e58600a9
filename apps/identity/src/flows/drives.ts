import 'reflect-metadata';
import type { FlowKind } from '../users/stored-flows.js';
import type { FlowRun } from './flow-run.js';

/**
 * Takes a flow of one kind from the step it is at to its end. Every step can be repeated. A refusal undoes what
 * was done, takes the flow out of the document, and is thrown; any other error leaves the flow where it is.
 */
export interface FlowDriver<K extends FlowKind> {
  drive(run: FlowRun<K>): Promise<void>;
}

const MARK = Symbol('seatkeeper:drives');

/** Put on an injectable class: it drives the flows of these kinds. */
export const Drives =
  <K extends FlowKind>(...kinds: [K, ...K[]]) =>
  (driver: new (...dependencies: never[]) => FlowDriver<K>): void =>
    Reflect.defineMetadata(MARK, kinds, driver);

/** The kinds of flows an object drives: none, for most. */
export function drivenKinds(instance: unknown): FlowKind[] {
  if (typeof instance !== 'object' || instance === null) return [];
  const { constructor } = instance as { constructor?: unknown };
  if (typeof constructor !== 'function') return [];
  return (Reflect.getMetadata(MARK, constructor) as FlowKind[] | undefined) ?? [];
}
