export type { Answer, Body, Item } from './calls.js';
export { type Affiliated, type Client, connect, type ConnectOptions, type LiveEvent } from './client.js';
export type { EntryOptions } from './entries.js';
export type { StreamEvent } from './event-streams.js';
export { NoAnswer, Problem, type ProblemCode } from './problems.js';
export { ownerOf, type Tokens } from './tokens.js';
