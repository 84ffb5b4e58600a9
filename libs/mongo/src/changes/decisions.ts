import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '@seatkeeper/contracts';
import type { Stored } from '../schema/collection.js';
import { InTurn } from './in-turn.js';
import type { NewEvent } from '../outbox/event.js';
import type { Change } from './update.js';

/** Pure: it may be asked again, about a newer state. Null when there is nothing to do; may throw a Fault. */
export type Decide<T> = (doc: T) => { update: Change<T>; events?: readonly NewEvent[] } | null;

interface Documents<T> {
  findById(accountId: string, id: string): Promise<T | null>;
  /** Answers null when the document is no longer at this version. */
  change(doc: T, change: Change<T>, events?: readonly NewEvent[]): Promise<T | null>;
}

const ATTEMPTS = 20;

/** Changes that depend on what a document says: those of this process one after the other, those of others by its version. */
export class Decisions<T extends Stored> {
  private readonly deciding = new InTurn();

  constructor(private readonly documents: Documents<T>) {}

  decide(accountId: string, id: string, decide: Decide<T>): Promise<T | null> {
    return this.deciding.do(keyOf(accountId, id), () => this.decideNow(accountId, id, decide));
  }

  async decideFrom(doc: T, decide: Decide<T>): Promise<T | null> {
    const { accountId, _id } = doc;
    const key = keyOf(accountId, _id);
    // Whoever is before us here changes the document: what we hold will be old.
    if (this.deciding.isAt(key)) return this.decide(accountId, _id, decide);
    return this.deciding.do(key, async () => {
      const decision = decisionOn(doc, decide);
      const changed = decision && (await this.documents.change(doc, decision.update, decision.events));
      return changed ?? this.decideNow(accountId, _id, decide);
    });
  }

  private async decideNow(accountId: string, id: string, decide: Decide<T>): Promise<T | null> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const doc = await this.documents.findById(accountId, id);
      const decision = doc && decide(doc);
      if (!decision) return doc;
      const changed = await this.documents.change(doc, decision.update, decision.events);
      if (changed) return changed;
      // Other processes want the same document: spread out, or all would collide again.
      await delay(Math.random() * Math.min(2 ** attempt, 64));
    }
    throw new Fault('service-unavailable', 'Too many changes of the same thing at once.');
  }
}

const keyOf = (accountId: string, id: string): string => `${accountId} ${id}`;

/** Null also for a refusal: a state that may be old cannot refuse anything. */
function decisionOn<T>(doc: T, decide: Decide<T>): ReturnType<Decide<T>> {
  try {
    return decide(doc);
  } catch {
    return null;
  }
}
