import { createHash } from 'node:crypto';
import { type Actor, Fault } from '@seatkeeper/contracts';
import type { FlowInputs, FlowKind, NewFlowOf } from '../users/stored-flows.js';
import type { StoredUser } from '../users/users.schema.js';

/** The same command about the same user has the same id, however the fields of its input are ordered. */
export const flowId = (kind: FlowKind, userId: string, input: unknown): string =>
  createHash('sha256')
    .update(`${kind}:${userId}:${canonical(input)}`)
    .digest('hex')
    .slice(0, 32);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

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

/** A command that comes again this soon after its flow ended is a repetition, not a new wish. */
const REPEATED_MS = 10_000;

/** Whether the flow of this command has just ended. */
export const isRepetition = ({ lastFlow }: StoredUser, id: string, now: Date): boolean =>
  lastFlow?.id === id && now.getTime() - lastFlow.at.getTime() < REPEATED_MS;

/** Answers that leave open whether anything happened; every other fault says that nothing did. */
const UNSURE: readonly string[] = ['service-unavailable', 'internal-error'];

/** Whether an error is a definite no, after which a flow may undo what it did. */
export const isRefusal = (error: unknown): error is Fault =>
  error instanceof Fault && !UNSURE.includes(error.code);
