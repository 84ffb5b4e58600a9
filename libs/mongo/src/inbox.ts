import type { Inbox } from '@seatkeeper/bus';
import type { mongo } from 'mongoose';
import { guarded } from './failures.js';

interface SeenEvent {
  _id: string;
  at: Date;
}

/** Longer than any event can be on its way, dead letters replayed by hand included. */
const REMEMBERED_SECONDS = 14 * 24 * 3_600;

/** Which events this service has already handled, remembered for 14 days. */
export class MongoInbox implements Inbox {
  static readonly collection = 'inbox';
  static readonly index = { name: 'forget', keys: { at: 1 as const }, ttlSeconds: REMEMBERED_SECONDS };

  constructor(private readonly events: mongo.Collection<SeenEvent>) {}

  async seen(eventKey: string): Promise<boolean> {
    return guarded(
      async () => (await this.events.findOne({ _id: eventKey }, { projection: { _id: 1 } })) !== null,
    );
  }

  /** Noting twice is the same as noting once. */
  async note(eventKey: string): Promise<void> {
    await guarded(() =>
      this.events.updateOne({ _id: eventKey }, { $setOnInsert: { at: new Date() } }, { upsert: true }),
    ).catch((error: unknown) => {
      if (!isTwice(error)) throw error;
    });
  }
}

/** Two that note at the same moment: one of the upserts can be told that the key exists, which is what it wanted. */
const isTwice = (error: unknown): boolean => error instanceof Error && error.name === 'DuplicateKey';
