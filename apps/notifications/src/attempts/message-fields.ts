import {
  commandsField,
  type DoneCommand,
  leaseField,
  type Stored,
  type StoredLease,
} from '@seatkeeper/mongo';

/** When somebody had it sent once more, and how many attempts there were before: they count no longer. */
export interface SentAgain {
  at: Date;
  attempts: number;
}

/** One message to one receiver, which is tried until it arrives. */
export interface StoredMessage<State extends string, Answer> extends Stored {
  /** The same at every attempt, by which the receiver knows it again. */
  messageId: string;
  state: State;
  /** Attempts begun so far; the newest of them are kept below with their answers. */
  attempts: number;
  answers: Answer[];
  /** What has been done to it by command. */
  commands?: DoneCommand[];
  createdAt: Date;
  finishedAt?: Date;
  /** Who sends it, or from when on somebody may; absent once it is finished. */
  lease?: StoredLease;
  /** When it is forgotten, with what it said; from its end on. */
  purgeAt?: Date;
}

export const messageFields = (states: readonly string[]) => ({
  messageId: { type: String, required: true },
  state: { type: String, enum: states, required: true },
  attempts: { type: Number, required: true },
  commands: commandsField,
  createdAt: { type: Date, required: true },
  finishedAt: { type: Date },
  lease: leaseField,
  purgeAt: { type: Date },
});

/** Forgets what has been kept long enough. */
export const forgetting = { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 } as const;

/** The end of an index by which lists are read. */
export const newestFirst = { createdAt: -1, _id: -1 } as const;
