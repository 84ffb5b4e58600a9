/**
 * How old an answer of identity about who calls may be. Revocation promises one second; the rest of it is for the question
 * itself, which starts the clock.
 */
export const ANSWERS_ABOUT_CALLERS = { freshMs: 800, kept: 20_000 };
