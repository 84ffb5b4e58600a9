import type mongoose from 'mongoose';
import { sum } from '../numbers.js';
import type { WatchedStack } from '../stack/measured-stack.js';

type Document = Readonly<Record<string, unknown>>;

/** What a read costs the database. */
export interface Read {
  /** Until its answer came. */
  readonly millis: number;
  /** Documents and index keys that were looked at. */
  readonly looked: number;
  /** The indexes it went by, or `COLLSCAN`, and `SORT` where found documents were put in order in memory. */
  readonly plan: readonly string[];
}

/**
 * Sees the reads of one service for one account as they go by on the wire, and has the database explain each of them afterwards.
 * That takes longer than the read, since nothing explained comes from the cache of plans: times are of the read itself.
 */
export class Reads {
  constructor(
    private readonly stack: WatchedStack,
    private readonly service: string,
    private readonly database: mongoose.mongo.Db,
    private readonly accountId: string,
  ) {}

  /** Does it, and answers what the reads that it caused cost. */
  async of(work: () => Promise<unknown>): Promise<Read[]> {
    this.stack.journal.take();
    await work();
    const seen = this.stack.journal.take().filter(({ who }) => who.startsWith(this.service));
    const reads: Read[] = [];
    // Sweepers look for what is due meanwhile, whoever lists whom.
    for (const { command, tookMs = NaN } of seen)
      if (command && JSON.stringify(command).includes(this.accountId))
        reads.push({ millis: tookMs, ...(await this.explained(command)) });
    return reads;
  }

  private async explained({ $db: _, lsid: __, ...command }: Document): Promise<Omit<Read, 'millis'>> {
    const explained: Document = await this.database.command({
      explain: command,
      verbosity: 'executionStats',
    });
    const statistics = all(explained, 'executionStats') as Document[];
    const counted = (name: string) => sum(statistics.map((one) => Number(one[name] ?? 0)));
    const plans = all(explained, 'winningPlan');
    const stages = plans.flatMap((plan) => all(plan, 'stage')).filter((stage) => MATTERS.has(String(stage)));
    return {
      looked: counted('totalDocsExamined') + counted('totalKeysExamined'),
      plan: [...new Set([...plans.flatMap((plan) => all(plan, 'indexName')), ...stages].map(String))],
    };
  }
}

const MATTERS = new Set(['COLLSCAN', 'SORT']);

/** The values of every field of this name, at whatever depth. */
function all(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === name ? [inner] : all(inner, name),
  );
}
