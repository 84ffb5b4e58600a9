import { invite } from './invite.js';
import type { Path } from './path.js';

/** Every path that can be measured, in the order of the report. */
export const PATHS: readonly Path[] = [invite];
