import type { mongo } from 'mongoose';

/** What an index finds once its time has come, and when it counts as stuck. For operators, who are shown it. */
export interface Awaited {
  /** What it is, in the plural, as operators read it. */
  readonly kind: string;
  /** How long after its time it is stuck, in milliseconds: no outage that mends itself lasts longer. */
  readonly lateMs: number;
  /** Where documents say since when they are under way, and which of them then are stuck `lateMs` later, however often their time is put off. */
  readonly triedInVain?: { readonly since: string; readonly that: mongo.Document };
  /** Where they count how often they were begun. */
  readonly attempts?: string;
  /** What somebody can do about it, a sentence for operators. */
  readonly remedy: string;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Of what goes on by itself as soon as it can. */
export const goesOnByItself =
  'It is tried again by itself: the log of the service says by its id why it failed.';
