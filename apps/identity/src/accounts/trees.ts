import type { Branch } from './hierarchy.repository.js';

/** Accounts below the one on top. Whoever looks at a tree reads all of it. */
export const MOST_AFFILIATES = 1_000;
/** Whoever climbs reads an account for each. */
export const MOST_LEVELS = 30;

/** An account of a tree, and how far below the one that is looked from. */
export interface Placed {
  readonly branch: Branch;
  readonly depth: number;
}
