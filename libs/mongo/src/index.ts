export type { BulkOperation, BulkResult } from './changes/bulk.js';
export {
  type CollectionSpec,
  collectionToken,
  defineCollection,
  type IndexSpec,
  InjectCollection,
  type Stored,
} from './schema/collection.js';
export { commandsField, type DoneCommand, isDone, remembered } from './changes/commands.js';
export { type ComputedChange, eventOfFound, oneMore, stored } from './changes/computed.js';
export type { Decide } from './changes/decisions.js';
export { amongNewest, atTheEnd } from './changes/newest.js';
export type { EachChange } from './changes/each.js';
export { Together } from './connection/together.js';
export { DuplicateKey } from './connection/failures.js';
export type { Filter, GlobalFilter } from './queries/filter.js';
export { dropIndexes } from './migrations/drop-indexes.js';
export { giveLeases } from './migrations/give-leases.js';
export { decodeCursor, encodeCursor, fingerprint } from './queries/cursor.js';
export { idNumber } from './queries/id-numbers.js';
export { LeaseLost } from './lease/keep-alive.js';
export {
  defineLease,
  heldFor,
  heldFrom,
  type Lease,
  leaseField,
  openFrom,
  type StoredLease,
} from './lease/lease.js';
export { Leases } from './lease/leases.js';
export { UnderWay } from './lease/under-way.js';
export type { Migration } from './migrations/migrations.js';
export { MONGO_CONNECTION, MongoModule, type MongoOptions } from './mongo.module.js';
export { event, type NewEvent } from './outbox/event.js';
export type { PageQuery } from './queries/page.js';
export type { ReadOptions } from './queries/reading.js';
export { rewriteDocuments } from './migrations/rewrite.js';
export { type Awaited, goesOnByItself, HOUR_MS, MINUTE_MS } from './schema/awaited.js';
export { moment, text } from './schema/fields.js';
export { AccountSet } from './collections/account-set.js';
export { TenantCollection } from './collections/tenant-collection.js';
export type { Change, UpdateQuery, Values } from './changes/update.js';
