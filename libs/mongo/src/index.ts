export type { BulkOperation, BulkResult } from './bulk.js';
export {
  type CollectionSpec,
  collectionToken,
  defineCollection,
  type IndexSpec,
  InjectCollection,
  type Stored,
} from './collection.js';
export { commandsField, type DoneCommand, isDone, remembered } from './commands.js';
export { type ComputedChange, eventOfFound, oneMore, stored } from './computed.js';
export type { Decide } from './decisions.js';
export { DuplicateKey } from './failures.js';
export type { Filter, GlobalFilter } from './filter.js';
export { giveLeases } from './give-leases.js';
export { idNumber } from './id-numbers.js';
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
export type { Migration } from './migrations.js';
export { MONGO_CONNECTION, MongoModule, type MongoOptions } from './mongo.module.js';
export { event, type NewEvent } from './outbox/event.js';
export { OutboxSweeper } from './outbox/sweeper.js';
export type { PageQuery } from './page.js';
export type { ReadOptions } from './reading.js';
export { rewriteDocuments } from './rewrite.js';
export { TenantCollection } from './tenant-collection.js';
export type { Change, UpdateQuery, Values } from './update.js';
