import { setTimeout as delay } from 'node:timers/promises';
import { Fault, type Page, type PageRequest } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import type { Model, mongo, PipelineStage } from 'mongoose';
import { type BulkOperation, type BulkResult, bulkWrite } from './bulk.js';
import { HIDDEN_FIELDS, type Stored } from './collection.js';
import { type ComputedChange, computedStages } from './computed.js';
import { checkedDocument } from './document.js';
import { DueQuestions } from './due-questions.js';
import { DuplicateKey, guarded } from './failures.js';
import { type Filter, type GlobalFilter, refuseAccount, refuseRunningCode, tenantFilter } from './filter.js';
import { InTurn } from './in-turn.js';
import { Inserts } from './inserts.js';
import { type NewEvent, type OutboxEntry, outboxEntries } from './outbox/event.js';
import type { OutboxDocument } from './outbox/pending.js';
import type { OutboxRelay } from './outbox/relay.js';
import { readPage } from './page.js';
import { globalPipeline, tenantPipeline } from './pipeline.js';
import { type Change, changeOperations, type UpdateQuery, updateOperations } from './update.js';

type Projection = Record<string, 0 | 1>;

/** Pure: it may be asked again, about a newer state. Null when there is nothing to do; may throw a Fault. */
export type Decide<T> = (doc: T) => { update: Change<T>; events?: readonly NewEvent[] } | null;

export interface ReadOptions {
  sort?: Record<string, 1 | -1>;
  projection?: Projection;
  /** The name of an index. */
  hint?: string;
}

export interface PageQuery<T> {
  filter: Filter<T>;
  sort: [field: string, direction: 1 | -1][];
  page: PageRequest;
  /** Has to include the fields of the sort. */
  projection?: Projection;
  hint?: string;
  /** For who reads page after page to the end, and has no use for a total. */
  uncounted?: true;
}

const MOST_UNPUBLISHED = 100;
const MOST_FOUND = 10_000;
const DECIDE_ATTEMPTS = 20;

/**
 * The documents of one collection, as plain objects, one account at a time. All writes are acknowledged from the
 * journal of a majority. Rejects with the fault `service-unavailable` when the database cannot be reached.
 */
export class TenantCollection<T extends Stored> {
  private readonly deciding = new InTurn();
  private readonly inserts: Inserts;
  private readonly due: DueQuestions;

  constructor(
    private readonly model: Model<Stored>,
    private readonly relay: Pick<OutboxRelay, 'offer' | 'deliver' | 'tidy'>,
  ) {
    this.inserts = new Inserts(model);
    this.due = DueQuestions.of(model.db);
  }

  /** Stores a new document (version 1) together with its events. Rejects with DuplicateKey naming the index. */
  async insert(doc: Omit<T, 'version'>, events: readonly NewEvent[] = []): Promise<T> {
    const stored = (await checkedDocument(this.model, { ...doc, version: 1 })) as unknown as T;
    refuseAccount(stored.accountId);
    const entries = outboxEntries(events, 1);
    const outbox = entries.length > 0 ? { outbox: entries, outboxAt: new Date() } : {};
    await guarded(() => this.raw.insertOne({ ...stored, ...outbox }));
    this.relayEvents(stored, entries);
    return stored;
  }

  /**
   * Stores those that are not there yet (by _id); answers how many were new. Carries no events. Those of several
   * callers go into the database together.
   */
  async insertMissing(docs: readonly Omit<T, 'version'>[]): Promise<number> {
    for (const { accountId } of docs as readonly { accountId?: unknown }[]) refuseAccount(accountId);
    return this.inserts.missing(docs);
  }

  findById(accountId: string, id: string): Promise<T | null> {
    return this.findOne(accountId, { _id: id } as Filter<T>);
  }

  async findOne(accountId: string, filter: Filter<T>, options: ReadOptions = {}): Promise<T | null> {
    return this.readOne(tenantFilter(accountId, filter), options);
  }

  /** At most `limit` (1 … 10,000) documents. */
  async find(accountId: string, filter: Filter<T>, options: ReadOptions & { limit: number }): Promise<T[]> {
    return this.readMany(tenantFilter(accountId, filter), options);
  }

  async count(accountId: string, filter: Filter<T>): Promise<number> {
    const bound = tenantFilter(accountId, filter);
    return guarded(() => this.model.countDocuments(bound).exec());
  }

  /**
   * One page of a list in an order completed by `_id`; `total` is left out above 10,000 unless `count` is exact.
   * Rejects with `validation-failed` for a cursor of another list, order or account.
   */
  async page(accountId: string, query: PageQuery<T>): Promise<Page<T>> {
    const filter = tenantFilter(accountId, query.filter);
    return (await readPage(this.model, { ...query, filter })) as unknown as Page<T>;
  }

  /**
   * Changes a document together with its events, only if it is still at `doc.version`; answers it at the next
   * version, or null when somebody was faster. Rejects with DuplicateKey, and with `service-unavailable` while
   * 100 events of the document wait to be published.
   */
  async change(doc: T, change: Change<T>, events: readonly NewEvent[] = []): Promise<T | null> {
    refuseAccount(doc.accountId);
    const { _id, accountId, version } = doc;
    const operations = changeOperations(change);
    operations.$inc = { ...operations.$inc, version: 1 };
    const filter: Record<string, unknown> = { _id, accountId, version };
    const entries = outboxEntries(events, version + 1);
    if (entries.length > 0) {
      filter[`outbox.${MOST_UNPUBLISHED - 1}`] = { $exists: false };
      operations.$push = { ...operations.$push, outbox: { $each: entries } };
      operations.$min = { ...operations.$min, outboxAt: new Date() };
    }
    const changed = await guarded(() =>
      this.model
        .findOneAndUpdate(filter, operations, { returnDocument: 'after', runValidators: true })
        .lean<T>()
        .exec(),
    );
    if (changed) this.relayEvents(changed, entries);
    else if (entries.length > 0) await this.refuseFullOutbox({ _id, accountId, version });
    return changed;
  }

  /**
   * Changes the first document that matches, in the order of `sort`, together with its events: one write and nothing
   * read before it, for what the filter alone decides. Answers the document at its new version, or null when none
   * matches. Of two at once each gets another document. Values are neither cast nor checked; a document of which 100
   * events wait does not match. Rejects with DuplicateKey.
   */
  async changeFirst(
    accountId: string,
    filter: Filter<T>,
    change: ComputedChange<T>,
    { sort, events = [] }: { sort?: Record<string, 1 | -1>; events?: readonly NewEvent[] } = {},
  ): Promise<T | null> {
    const bound = tenantFilter(accountId, filter);
    if (events.length > 0) bound[`outbox.${MOST_UNPUBLISHED - 1}`] = { $exists: false };
    const stages = computedStages(change, events, new Date());
    const options = { returnDocument: 'after' as const, ...(sort && { sort }) };
    const found = await guarded(() => this.raw.findOneAndUpdate(bound, stages, options));
    if (!found) return null;
    const mine = new Set(events.map(({ id }) => id));
    const changed = Object.fromEntries(
      Object.entries(found).filter(([field]) => !(HIDDEN_FIELDS as readonly string[]).includes(field)),
    ) as unknown as T;
    this.relayEvents(changed, found.outbox?.filter(({ id }) => mine.has(id)) ?? []);
    return changed;
  }

  /**
   * Reads, decides and changes, again when somebody was faster (20 times, then `service-unavailable`). Answers the
   * document as it is afterwards, or null if there is none.
   */
  decide(accountId: string, id: string, decide: Decide<T>): Promise<T | null> {
    return this.deciding.do(keyOf(accountId, id), () => this.decideNow(accountId, id, decide));
  }

  /**
   * Like `decide`, beginning with a document that the caller holds: one operation while it is current. A refusal, or
   * nothing to do, is decided anew on what is stored, because only a write proves that the document was current.
   * What is touched without a new version is as old as the document.
   */
  async decideFrom(doc: T, decide: Decide<T>): Promise<T | null> {
    const { accountId, _id } = doc;
    const key = keyOf(accountId, _id);
    // Whoever is before us here changes the document: what we hold will be old.
    if (this.deciding.isAt(key)) return this.decide(accountId, _id, decide);
    return this.deciding.do(key, async () => {
      const decision = decisionOn(doc, decide);
      const changed = decision && (await this.change(doc, decision.update, decision.events));
      return changed ?? this.decideNow(accountId, _id, decide);
    });
  }

  /** A conditional write without events, for leases, progress, last use. True if a document matched. */
  async touch(
    accountId: string,
    filter: Filter<T>,
    update: UpdateQuery<T>,
    options: { hint?: string } = {},
  ): Promise<boolean> {
    const bound = tenantFilter(accountId, filter);
    const operations = updateOperations(update);
    const result = await guarded(() =>
      this.model.updateOne(bound, operations, { runValidators: true, ...options }).exec(),
    );
    return result.matchedCount === 1;
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
    const filter = tenantFilter(accountId, { _id: id });
    const operations = { $inc: { [field]: 1, version: 1 }, $setOnInsert: first };
    const counted = () =>
      guarded(() =>
        this.model
          .findOneAndUpdate(filter, operations, { upsert: true, returnDocument: 'after' })
          .lean<Record<string, unknown>>()
          .exec(),
      );
    // Of two who create it at once, one is refused and then finds it.
    const document = await counted().catch((error: unknown) => {
      if (error instanceof DuplicateKey) return counted();
      throw error;
    });
    return Number(document[field]);
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

  /** For sweepers only: the one way to read without an account. */
  readonly acrossAccounts = {
    find: async (filter: GlobalFilter<T>, options: ReadOptions & { limit: number }): Promise<T[]> =>
      this.readMany(globalFilter(filter), options),
    /** For what is due now and then: whether there is anything is asked first, in one command with all who ask just then. */
    findDue: async (filter: GlobalFilter<T>, options: ReadOptions & { limit: number }): Promise<T[]> =>
      (await this.due.isAny(this.model.collection.collectionName, globalFilter(filter)))
        ? this.readMany(globalFilter(filter), options)
        : [],
    findOne: async (filter: GlobalFilter<T>, options: ReadOptions = {}): Promise<T | null> =>
      this.readOne(globalFilter(filter), options),
    count: async (filter: GlobalFilter<T>): Promise<number> =>
      guarded(() => this.model.countDocuments(globalFilter(filter)).exec()),
    aggregate: async <R>(pipeline: PipelineStage[]): Promise<R[]> => {
      const stages = globalPipeline(pipeline);
      return guarded(() => this.model.aggregate<R>(stages).exec());
    },
  };

  private async decideNow(accountId: string, id: string, decide: Decide<T>): Promise<T | null> {
    for (let attempt = 1; attempt <= DECIDE_ATTEMPTS; attempt++) {
      const doc = await this.findById(accountId, id);
      const decision = doc && decide(doc);
      if (!decision) return doc;
      const changed = await this.change(doc, decision.update, decision.events);
      if (changed) return changed;
      // Other processes want the same document: spread out, or all would collide again.
      await delay(Math.random() * Math.min(2 ** attempt, 64));
    }
    throw new Fault('service-unavailable', 'Too many changes of the same thing at once.');
  }

  private async readOne(filter: Record<string, unknown>, options: ReadOptions): Promise<T | null> {
    const { projection, ...rest } = options;
    return guarded(() => this.model.findOne(filter, projection, rest).lean<T>().exec());
  }

  private async readMany(
    filter: Record<string, unknown>,
    options: ReadOptions & { limit: number },
  ): Promise<T[]> {
    const { projection, ...rest } = options;
    if (!Number.isInteger(rest.limit) || rest.limit < 1 || rest.limit > MOST_FOUND)
      throw new RangeError(`A limit is between 1 and ${MOST_FOUND}, not ${rest.limit}.`);
    return guarded(() => this.model.find(filter, projection, rest).lean<T[]>().exec());
  }

  private relayEvents({ _id, accountId }: Stored, entries: readonly OutboxEntry[]): void {
    if (entries.length === 0) return;
    crash('mongo.outbox.afterWrite');
    this.relay.offer({ collection: this.raw, id: _id, accountId, entries });
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

const keyOf = (accountId: string, id: string): string => `${accountId} ${id}`;

/** Null also for a refusal: a state that may be old cannot refuse anything. */
function decisionOn<T>(doc: T, decide: Decide<T>): ReturnType<Decide<T>> {
  try {
    return decide(doc);
  } catch {
    return null;
  }
}

function globalFilter(filter: object): Record<string, unknown> {
  refuseRunningCode(filter);
  return { ...filter };
}
