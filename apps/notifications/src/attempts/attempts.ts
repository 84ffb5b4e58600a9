import { amongNewest, oneMore, openFrom, type StoredLease } from '@seatkeeper/mongo';
import type { SentAgain } from './message-fields.js';

/** Milliseconds after which a sweeper asks whether something due is being sent. */
export const GRACE_MS = 4_000;
const DAY_MS = 86_400_000;
const ANSWERS_KEPT = 20;

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** The lease of something that is due now: the queue has it first, then the sweeper. */
export const dueAt = (now: Date): StoredLease => openFrom(now, GRACE_MS);

export const isFinished = ({ state }: { state: string }): boolean =>
  ['sent', 'bounced', 'failed', 'cancelled', 'suppressed'].includes(state);

/** Attempts since it was first due, or since somebody had it sent once more. */
export const triesSince = (attempts: number, again: SentAgain | undefined): number =>
  attempts - (again?.attempts ?? 0);

/** What taking it changes: the attempt counts before it begins, so a crash in the middle of it counts as one. */
export const begun = { set: { state: 'sending' as const, attempts: oneMore('attempts') } };

/** Writes down an attempt with what was answered. */
export const answered = <A>(attempt: A) => ({ answers: amongNewest(ANSWERS_KEPT, attempt) });

/** What it is from its end on, until it is forgotten `keptDays` later. */
export const ended = <S extends 'sent' | 'bounced' | 'failed' | 'cancelled' | 'suppressed'>(
  state: S,
  now: Date,
  keptDays: number,
) => ({
  set: { state, finishedAt: now, purgeAt: later(now, keptDays * DAY_MS) },
  unset: ['lease'] as const,
});

/** What makes something finished due again. */
export const UNFINISHED = ['finishedAt', 'purgeAt'] as const;
