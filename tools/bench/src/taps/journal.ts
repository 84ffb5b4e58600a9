/** One thing a process did at a server, as it went by on the wire. */
export interface Sight {
  /** Milliseconds since the watching began. */
  readonly atMs: number;
  /** The process that did it, or to which a message went. */
  readonly who: string;
  readonly server: 'mongodb' | 'rabbitmq' | 'redis';
  /** `find`, `publish`, `deliver`, `evalsha` …: what is counted by kind. */
  readonly kind: string;
  /** What it was about, without anything that differs from one time to the next. */
  readonly what: string;
  /** For a reader of a trace: sizes, identifiers. */
  readonly detail?: string;
  /** A read of the database as it was asked, for who asks it once more. */
  readonly command?: Readonly<Record<string, unknown>>;
  /** Milliseconds until the server's answer, where one belongs to it. */
  tookMs?: number;
}

/** Everything that went by, in order. */
export class Journal {
  readonly #begin = performance.now();
  #sights: Sight[] = [];

  note(sight: Omit<Sight, 'atMs'>): Sight {
    const noted: Sight = { atMs: performance.now() - this.#begin, ...sight };
    this.#sights.push(noted);
    return noted;
  }

  /** What went by since the last time this was asked. */
  take(): Sight[] {
    const taken = this.#sights;
    this.#sights = [];
    return taken;
  }
}

/** The name under which equal things are counted together. */
export const labelOf = ({ who, server, kind, what }: Sight): string => `${server} ${who}: ${kind} ${what}`;

/** How many there were of each label. */
export function countLabels(sights: readonly Sight[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sight of sights) counts.set(labelOf(sight), (counts.get(labelOf(sight)) ?? 0) + 1);
  return counts;
}
