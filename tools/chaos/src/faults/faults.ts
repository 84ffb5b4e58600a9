/** What is hit: a service in one of its copies, or a server. */
export const SERVICES = ['gateway', 'identity', 'licensing', 'notifications', 'reassignment'] as const;
export const SERVERS = ['mongodb', 'rabbitmq', 'redis', 'mail'] as const;
export type Service = (typeof SERVICES)[number];
export type Part = Service | (typeof SERVERS)[number];

export const isService = (part: Part): part is Service => (SERVICES as readonly string[]).includes(part);

/** `kill`: SIGKILL. `freeze`: SIGSTOP and, later, SIGCONT. `restart`: SIGTERM, after which the stack starts it again. */
export const KINDS = ['kill', 'freeze', 'restart'] as const;
/** `crash`: it kills itself where it passes a point of its code. */
export type Kind = (typeof KINDS)[number] | 'crash';

/** What is done to one process. */
export interface Blow {
  readonly kind: Kind;
  readonly part: Part;
  /** Which copy of a service, from 0. */
  readonly copy: number;
  /** How long a frozen process stays frozen, in ms; 0 for what is not frozen. */
  readonly forMs: number;
}

/** One fault that is to come. */
export interface PlannedFault extends Blow {
  /** From the moment the work has begun until it strikes, in ms: then the next work under way is hit. */
  readonly afterMs: number;
  /** The crash point; only of a crash. */
  readonly point?: string;
  /** What else is hit, so many ms after the first blow; only of a pair. */
  readonly second?: Blow & { readonly laterMs: number };
}

/** One fault that was. */
export interface Fault extends PlannedFault {
  /** The name of the process in the stack. */
  readonly process: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What it hit: the work under way that needs this part, in words. */
  readonly hit: readonly string[];
  /** From the strike until the process was of use again, in ms; null for never within the time given. */
  readonly awayMs: number | null;
  /** From then, or from the last answer to a caller if that was later, until all was at rest; null for never. */
  readonly restMs: number | null;
  /** What was not at rest in the end. */
  readonly unrest: readonly string[];
  /** Load of the machine over a minute, as the system says, when rest was reached. */
  readonly load: number;
}

export const titleOf = ({
  kind,
  process,
  point,
  second,
}: Pick<Fault, 'kind' | 'process' | 'point' | 'second'>): string => {
  const first = point === undefined ? `${kind} ${process}` : `${kind} at ${point}`;
  return second ? `${first}, ${second.kind} ${second.part}` : first;
};

/** Every part that a fault hits. */
export const partsOf = ({ part, second }: PlannedFault): Part[] => (second ? [part, second.part] : [part]);
