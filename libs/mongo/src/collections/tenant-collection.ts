import { Fault, type Page } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import type { Model, mongo, PipelineStage } from 'mongoose';
import { AcrossAccounts } from './across-accounts.js';
import { OfAccounts } from './of-accounts.js';
import { Grouped } from './grouped.js';
import { type BulkOperation, type BulkResult, bulkWrite } from '../changes/bulk.js';
import { type CollectionSpec, type Stored, withoutHidden } from '../schema/collection.js';
import { type ComputedChange, computedStages } from '../changes/computed.js';
import { type Decide, Decisions } from '../changes/decisions.js';
import { changeEach, type EachChange, type EachOutcome } from '../changes/each.js';
import { checkedDocument } from '../schema/document.js';
import { guarded } from '../connection/failures.js';
import { type Filter, refuseAccount, tenantFilter } from '../queries/filter.js';
import { type NewEvent, type OutboxEntry, outboxEntries } from '../outbox/event.js';
import type { OutboxDocument } from '../outbox/pending.js';
import type { OutboxRelay } from '../outbox/relay.js';
import { readListPage } from '../queries/list-page.js';
import type { PageQuery } from '../queries/page.js';
import { tenantPipeline } from '../queries/pipeline.js';
import {
  countWithOthers,
  type ListOptions,
  readMany,
  type ReadOptions,
  readOne,
} from '../queries/reading.js';
import { type Change, type UpdateQuery, updateOperations } from '../changes/update.js';
import { findAndChange, HAS_ROOM, versionedWrite } from '../changes/versioned.js';

/**
 * The documents of one collection, as plain objects, one account at a time. All writes are acknowledged from the
 * journal of a majority. Rejects with the fault `service-unavailable` when the database cannot be reached.
 */
export class TenantCollection<T extends Stored> {
  /** For sweepers only: the one way to read without an account. */
  readonly acrossAccounts: AcrossAccounts<T>;
  /** For who is above others: the one way to read of several accounts, which are a fixed list. */
  readonly ofAccounts: OfAccounts<T>;

  private readonly decisions: Decisions<T>;
  private readonly grouped: Grouped<T>;

  constructor(
    private readonly model: Model<Stored>,
    private readonly relay: Pick<OutboxRelay, 'offer' | 'deliver' | 'tidy' | 'along'>,
    private readonly spec: Pick<CollectionSpec<T>, 'name' | 'isSilent'>,
  ) {
    this.acrossAccounts = new AcrossAccounts(model);
    this.ofAccounts = new OfAccounts(model);
    this.decisions = new Decisions(this);
    this.grouped = new Grouped(model, relay);
  }

  /** Stores a new document (version 1) together with its events. Rejects with DuplicateKey naming the index. */
  async insert(doc: Omit<T, 'version'>, events: readonly NewEvent[] = []): Promise<T> {
    const stored = (await checkedDocument(this.model, { ...doc, version: 1 })) as unknown as T;
    refuseAccount(stored.accountId);
    this.refuseEvents(events);
    const entries = outboxEntries(events, 1);
    const outbox = entries.length > 0 ? { outbox: entries, outboxAt: new Date() } : {};
    await this.grouped.inserts.one({ ...stored, ...outbox });
    this.relayEvents(stored, entries);
    return stored;
  }

  /**
   * Stores those that are not there yet (by _id); answers how many were new. Carries no events. Those of several
   * callers go into the database together.
   */
  async insertMissing(docs: readonly Omit<T, 'version'>[]): Promise<number> {
    for (const { accountId } of docs as readonly { accountId?: unknown }[]) refuseAccount(accountId);
    return this.grouped.manyInserts.missing(docs);
  }

  /** The same for what has happened and is written down: within 50 ms, with more of its kind. */
  async writeDown(docs: readonly Omit<T, 'version'>[]): Promise<void> {
    for (const { accountId } of docs as readonly { accountId?: unknown }[]) refuseAccount(accountId);
    await this.grouped.lateInserts.missing(docs);
  }

  /** Those that are looked for at the same time are found by one operation. */
  async findById(accountId: string, id: string): Promise<T | null> {
    refuseAccount(accountId);
    return this.grouped.lookups.find(accountId, id);
  }

  async findOne(accountId: string, filter: Filter<T>, options: ReadOptions = {}): Promise<T | null> {
    return readOne(this.model, tenantFilter(accountId, filter), options);
  }

  /** At most `limit` (1 … 10,000) documents. */
  async find(accountId: string, filter: Filter<T>, options: ListOptions): Promise<T[]> {
    return readMany(this.model, tenantFilter(accountId, filter), options);
  }

  /** Counts no further than `most`, where that is given; it is at least 1. */
  async count(accountId: string, filter: Filter<T>, most?: number): Promise<number> {
    const bound = tenantFilter(accountId, filter);
    const options = most === undefined ? {} : { limit: most };
    return guarded(() => this.model.countDocuments(bound, options).exec());
  }

  /** Counts no further than `most`, in one command with what else is looked for in the same moment. Values are not cast. */
  async countJoined(accountId: string, filter: Filter<T>, most: number): Promise<number> {
    return countWithOthers(this.model, tenantFilter(accountId, filter), most);
  }

  /**
   * One page of a list in an order completed by `_id`; `total` is left out above 10,000 unless `count` is exact.
   * Rejects with `validation-failed` for a cursor of another list, order or account.
   */
  async page(accountId: string, query: PageQuery<T>): Promise<Page<T>> {
    const filter = tenantFilter(accountId, query.filter);
    return (await readListPage(this.model, { ...query, filter })) as unknown as Page<T>;
  }

  /**
   * Changes a document together with its events, only if it is still at `doc.version`; answers it at the next
   * version, or null when somebody was faster. Rejects with DuplicateKey, and with `service-unavailable` while
   * 100 events of the document wait to be published.
   */
  async change(doc: T, change: Change<T>, events: readonly NewEvent[] = []): Promise<T | null> {
    refuseAccount(doc.accountId);
    const { _id, accountId, version } = doc;
    this.refuseEvents(events);
    const { filter, operations, entries } = versionedWrite(doc, change, events);
    const changed = await guarded(() => findAndChange<T>(this.model, filter, operations));
    if (changed) this.relayEvents(changed, entries);
    else if (entries.length > 0) await this.refuseFullOutbox({ _id, accountId, version });
    return changed;
  }

  /**
   * The same for many documents by one command, of each its own, for fields as wholes. Answers for each in their order: it at
   * its next version, null when somebody was faster, or the index that refuses. Values are neither cast nor checked.
   */
  async changeEach(changes: readonly EachChange<T>[]): Promise<EachOutcome<T>[]> {
    for (const { doc, events } of changes) {
      refuseAccount(doc.accountId);
      this.refuseEvents(events);
    }
    if (changes.length === 0) return [];
    const done = await changeEach(this.model, changes);
    done.forEach(({ entries }, n) => this.relayEvents(changes[n]!.doc, entries));
    return done.map(({ outcome }) => outcome);
  }

  /**
   * Changes the first document that matches, in the order of `sort`, together with its events: one write and nothing
   * read before it, for what the filter alone decides. Answers the document at its new version, or null when none
   * matches. Of two at once each gets another document. Values are neither cast nor checked; a document of which 100
   * events wait does not match. Rejects with DuplicateKey. `keepsVersion` is for what nobody decides on by the version: then the
   * filter has to name what the change takes away, or two at once both make it.
   */
  async changeFirst(
    accountId: string,
    filter: Filter<T>,
    change: ComputedChange<T>,
    {
      sort,
      events = [],
      keepsVersion = false,
    }: { sort?: Record<string, 1 | -1>; events?: readonly NewEvent[]; keepsVersion?: boolean } = {},
  ): Promise<T | null> {
    const bound = tenantFilter(accountId, filter);
    this.refuseEvents(events);
    if (events.length > 0) Object.assign(bound, HAS_ROOM);
    const stages = computedStages(change, events, new Date(), keepsVersion);
    const options = { returnDocument: 'after' as const, ...(sort && { sort }) };
    const found = await guarded(() => this.raw.findOneAndUpdate(bound, stages, options));
    if (!found) return null;
    const mine = new Set(events.map(({ id }) => id));
    const changed = withoutHidden(found) as unknown as T;
    this.relayEvents(changed, found.outbox?.filter(({ id }) => mine.has(id)) ?? []);
    return changed;
  }

  /**
   * Reads, decides and changes, again when somebody was faster (20 times, then `service-unavailable`). Answers the
   * document as it is afterwards, or null if there is none.
   */
  decide(accountId: string, id: string, decide: Decide<T>): Promise<T | null> {
    return this.decisions.decide(accountId, id, decide);
  }

  /**
   * Like `decide`, of a document that is there from its first change on: it begins as `first`. `decide` may refuse what has
   * only just begun, which then stays as it began.
   */
  async decideFirst(
    first: Omit<T, 'version'> & Pick<Stored, '_id' | 'accountId'>,
    decide: Decide<T>,
  ): Promise<T | null> {
    const { accountId, _id } = first;
    const found = await this.decide(accountId, _id, decide);
    if (found) return found;
    await this.insertMissing([first]);
    return this.decide(accountId, _id, decide);
  }

  /**
   * Like `decide`, beginning with a document that the caller holds: one operation while it is current. A refusal, or
   * nothing to do, is decided anew on what is stored, because only a write proves that the document was current.
   * What is touched without a new version is as old as the document.
   */
  decideFrom(doc: T, decide: Decide<T>): Promise<T | null> {
    return this.decisions.decideFrom(doc, decide);
  }

  /** A conditional write without events, for leases, progress, last use. True if a document matched. */
  async touch(
    accountId: string,
    filter: Filter<T>,
    update: UpdateQuery<T>,
    options: { hint?: string; arrayFilters?: Record<string, unknown>[] } = {},
  ): Promise<boolean> {
    const bound = tenantFilter(accountId, filter);
    const operations = updateOperations(update);
    const result = await guarded(() =>
      this.model.updateOne(bound, operations, { runValidators: true, ...options }).exec(),
    );
    return result.matchedCount === 1;
  }

  /**
   * The same where nobody asks whether a document matched: those of an account that come at the same time are one operation.
   * Values are cast and not checked. Rejects with DuplicateKey.
   */
  async note(accountId: string, filter: Filter<T>, update: UpdateQuery<T>): Promise<void> {
    refuseAccount(accountId);
    return this.grouped.notes.note(accountId, filter, update);
  }

  /**
   * Counts up a number of a document, which is created with `first` when it is counted for the first time. Answers the
   * count: nobody else gets the same.
   */
  async countUp(
    accountId: string,
    id: string,
    field: keyof T & string,
    first: Partial<Omit<T, 'accountId' | 'version'>>,
  ): Promise<number> {
    refuseAccount(accountId);
    return this.grouped.counters.next({ accountId, id, field, first });
  }

  async updateMany(
    accountId: string,
    filter: Filter<T>,
    update: UpdateQuery<T>,
    options: { hint?: string } = {},
  ): Promise<void> {
    const bound = tenantFilter(accountId, filter);
    const operations = updateOperations(update);
    await guarded(() => this.model.updateMany(bound, operations, { runValidators: true, ...options }).exec());
  }

  /** Many independent writes in one round trip; what unique indexes refused is listed, all else is done. */
  async bulkWrite(accountId: string, operations: readonly BulkOperation<T>[]): Promise<BulkResult> {
    refuseAccount(accountId);
    return bulkWrite(this.model, accountId, operations);
  }

  /** Removes one document, after its events are out. True if there was one. */
  async remove(accountId: string, filter: Filter<T>): Promise<boolean> {
    const bound = tenantFilter(accountId, filter);
    if (this.spec.isSilent)
      return (await guarded(() => this.model.deleteOne(bound).exec())).deletedCount === 1;
    const quiet = { ...bound, outboxAt: { $exists: false } };
    const removed = async () => (await guarded(() => this.model.deleteOne(quiet).exec())).deletedCount === 1;
    if (await removed()) return true;
    // Its events may be out and only not taken out of it yet.
    if ((await this.relay.tidy()) && (await removed())) return true;
    const loud = await guarded(() =>
      this.model.findOne(bound).select('+outbox').lean<T & OutboxDocument>().exec(),
    );
    if (!loud) return false;
    await this.relay.deliver([{ collection: this.raw, id: loud._id, accountId, entries: loud.outbox ?? [] }]);
    return removed();
  }

  /** The account's $match is put in front, also of what is looked up. Values are not cast. */
  async aggregate<R>(
    accountId: string,
    pipeline: PipelineStage[],
    options: { hint?: string; allowDiskUse?: boolean } = {},
  ): Promise<R[]> {
    const bound = tenantPipeline(accountId, pipeline);
    return guarded(() => this.model.aggregate<R>(bound, options).exec());
  }

  private relayEvents({ _id, accountId }: Stored, entries: readonly OutboxEntry[]): void {
    if (entries.length === 0) return;
    crash('mongo.outbox.afterWrite');
    this.relay.offer({ collection: this.raw, id: _id, accountId, entries });
  }

  private refuseEvents(events: readonly NewEvent[]): void {
    if (this.spec.isSilent && events.length > 0)
      throw new Error(`The collection ${this.spec.name} is silent: no event can tell of its documents.`);
  }

  private async refuseFullOutbox(filter: Record<string, unknown>): Promise<void> {
    const same = await guarded(() => this.model.exists(filter).exec());
    if (same)
      throw new Fault('service-unavailable', 'Too many events of the same thing wait to be published.');
  }

  private get raw(): mongo.Collection<OutboxDocument> {
    return this.model.collection as unknown as mongo.Collection<OutboxDocument>;
  }
}
