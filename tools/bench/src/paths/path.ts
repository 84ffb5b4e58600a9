import type { Firm } from '../stack/firm.js';
import type { BareServer } from './bare-server.js';
import type { NamedProcess } from '../taps/peers.js';

/** One way through the system that is measured: a file of its own, named in `paths.ts`. */
export interface Path {
  /** What it is called on the command line and in reports. */
  readonly id: string;
  /** One of them, as a reader of the table would say it. */
  readonly title: string;
  /** How many calls are made in a round of each kind; fewer where one takes long. */
  readonly perRound: number;
  /** How many of them one call does at once, of which there is then only one under way; rates and costs are for one. */
  readonly batch?: number;
  /** Makes what the calls need, and gives the call. */
  prepare(firm: Firm): Promise<Work>;
  /** The least that any program could do for it: bare Fastify, the drivers, and nothing between. */
  bare?(server: BareServer): Promise<BareCall>;
}

/** What a bare server answers with. */
export type BareCall = (n: number) => Promise<unknown>;

export interface Work {
  /** Does it for the nth time. Where it knows better than a clock around it, it tells how long each took, in milliseconds. */
  once(n: number): Promise<void | readonly number[]>;
  /** Makes what a round needs, before its clock runs. */
  before?(): Promise<unknown>;
  /** Whether all that the calls so far have caused is done; without it, the answer was all. */
  done?(): Promise<boolean>;
  /** The floor, where no bare server can be it: done in the same process as the work. */
  floor?(n: number): Promise<void | readonly number[]>;
  /** A process that was started for it, and what ends that. */
  readonly process?: NamedProcess;
  end?(): void;
}
