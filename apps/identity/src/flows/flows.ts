import { type Actor, Fault } from '@seatkeeper/contracts';
import type { FlowInputs, FlowKind, NewFlowOf } from '../users/stored-flows.js';

export const newFlow = <K extends FlowKind>(
  kind: K,
  given: { id: string; step: string; input: FlowInputs[K]; by: Actor; now: Date },
): NewFlowOf<K> => ({
  kind,
  id: given.id,
  step: given.step,
  input: given.input,
  by: given.by,
  startedAt: given.now,
});

/** Answers that leave open whether anything happened; every other fault says that nothing did. */
const UNSURE: readonly string[] = ['service-unavailable', 'internal-error'];

/** Whether an error is a definite no, after which a flow may undo what it did. */
export const isRefusal = (error: unknown): error is Fault =>
  error instanceof Fault && !UNSURE.includes(error.code);
