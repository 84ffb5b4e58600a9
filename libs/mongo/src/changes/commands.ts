/** A command that has changed a document, as the document remembers it. */
export interface DoneCommand {
  id: string;
  at: Date;
}

interface Memory {
  commands?: readonly DoneCommand[];
}

/** The commands as a field of a collection. No default: what has none yet has no empty list either. */
export const commandsField = {
  type: [{ _id: false, id: { type: String, required: true }, at: { type: Date, required: true } }],
  default: undefined,
};

/** As long as an answer to an Idempotency-Key is kept: afterwards a caller who sends it again means it anew. */
const KEPT_MS = 24 * 3_600_000;
/**
 * A repetition comes within seconds, of a message by the broker, or minutes, of a call by its client. Twenty changes of
 * one thing in that time are more than people make, and little beside the rest of the document.
 */
const MOST_KEPT = 20;

/** Whether this very command has changed the document before, whatever came after it. */
export const isDone = ({ commands = [] }: Memory, id: string): boolean =>
  commands.some((command) => command.id === id);

/** What the document remembers after one more command. */
export const remembered = ({ commands = [] }: Memory, id: string, now: Date): DoneCommand[] => {
  const recent = commands.filter(({ at }) => now.getTime() - at.getTime() < KEPT_MS);
  return [...recent, { id, at: now }].slice(-MOST_KEPT);
};
