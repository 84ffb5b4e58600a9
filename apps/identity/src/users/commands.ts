import type { DoneCommand, StoredUser } from './users.schema.js';

/** As long as an answer to an Idempotency-Key is kept: afterwards a caller who sends it again means it anew. */
const KEPT_MS = 24 * 3_600_000;
/**
 * A repetition comes within seconds, of a message by the broker, or minutes, of a call by its client. Twenty changes of
 * one user in that time are more than people make, and little beside the rest of the document.
 */
const MOST_KEPT = 20;

/** Whether this very command has changed the user before, whatever came after it. */
export const isDone = ({ commands = [] }: Pick<StoredUser, 'commands'>, id: string): boolean =>
  commands.some((command) => command.id === id);

/** What the user remembers after one more command. */
export const remembered = (
  { commands = [] }: Pick<StoredUser, 'commands'>,
  id: string,
  now: Date,
): DoneCommand[] => {
  const recent = commands.filter(({ at }) => now.getTime() - at.getTime() < KEPT_MS);
  return [...recent, { id, at: now }].slice(-MOST_KEPT);
};
