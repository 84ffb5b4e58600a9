import { newId } from '../ids.js';
import type { SecurityEvent } from './security-log.js';

/** Windows begin at the same moments in every process, so that what they count can be put together. */
export const TALLY_WINDOW_MS = 10 * 60_000;

/** What happened once, in an account and perhaps to one of its users. */
export interface Sighting {
  readonly event: SecurityEvent;
  readonly accountId: string;
  readonly userId?: string | undefined;
  readonly address?: string | undefined;
  readonly client?: string | undefined;
}

/** What one process saw of one kind and user within a part of a window. The id tells it from every other part. */
export interface Tally extends Pick<Sighting, 'event' | 'accountId' | 'userId'> {
  readonly id: string;
  readonly from: Date;
  readonly until: Date;
  count: number;
  readonly firstAt: Date;
  lastAt: Date;
  readonly firstAddress: string | undefined;
  lastAddress: string | undefined;
  client: string | undefined;
}

/** Counts what an attack repeats, so that a thousand tries are one thing to write down. */
export class Tallies {
  private readonly counts = new Map<string, Tally>();

  /** Of users beyond `most` nothing is counted until the next `take`. */
  constructor(private readonly most: number) {}

  note({ event, accountId, userId, address, client }: Sighting, at: Date): void {
    const from = new Date(Math.floor(at.getTime() / TALLY_WINDOW_MS) * TALLY_WINDOW_MS);
    const key = [event, accountId, userId, from.getTime()].join(' ');
    const known = this.counts.get(key);
    if (known) {
      known.count += 1;
      known.lastAt = at;
      known.lastAddress = address;
      known.client = client;
      return;
    }
    if (this.counts.size >= this.most) return;
    this.counts.set(key, {
      id: newId('tly'),
      event,
      accountId,
      userId,
      from,
      until: new Date(from.getTime() + TALLY_WINDOW_MS),
      count: 1,
      firstAt: at,
      lastAt: at,
      firstAddress: address,
      lastAddress: address,
      client,
    });
  }

  /** Everything counted since the last time. */
  take(): Tally[] {
    const taken = [...this.counts.values()];
    this.counts.clear();
    return taken;
  }
}
