import type { Firm } from '../stack/firm.js';
import type { BareServer } from '../floors/bare-server.js';

/** One way through the system that is measured: a file of its own, named in `paths.ts`. */
export interface Path {
  /** What it is called on the command line and in reports. */
  readonly id: string;
  /** One of them, as a reader of the table would say it. */
  readonly title: string;
  /** How many are done in a round of each kind; fewer where one takes long. */
  readonly perRound: number;
  /** Makes what the calls need, and gives the call. */
  prepare(firm: Firm): Promise<Work>;
  /** The least that any program could do for it: bare Fastify, the drivers, and nothing between. */
  bare?(server: BareServer): void;
}

export interface Work {
  /** Does it for the nth time; `n` is never used twice. */
  once(n: number): Promise<void>;
  /** Whether all that the calls so far have caused is done; without it, the answer was all. */
  done?(): Promise<boolean>;
}
