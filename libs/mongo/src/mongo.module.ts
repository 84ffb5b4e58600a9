import { type DynamicModule, Module } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import type { StuckQuestion } from '@seatkeeper/contracts';
import { Health, metrics, Repeater, SERVICE_NAME, SETTINGS, Shutdown } from '@seatkeeper/service';
import type { Connection } from 'mongoose';
import { type CollectionSpec, collectionToken, type Stored } from './schema/collection.js';
import { connect } from './connection/connection.js';
import { checkDatabase } from './connection/database-health.js';
import { DueQuestions } from './connection/due-questions.js';
import { buildIndexes } from './schema/indexes.js';
import { type Migration, runMigrations } from './migrations/migrations.js';
import type { OutboxDocument } from './outbox/pending.js';
import { OutboxRelay } from './outbox/relay.js';
import { LEFT_BEHIND_MS, OutboxSweeper, outboxSweep } from './outbox/sweeper.js';
import { TenantCollection } from './collections/tenant-collection.js';
import { stuckHandlers } from './stuck/stuck-handlers.js';

/** The database of this service, connected, migrated and indexed: a Mongoose connection. */
export const MONGO_CONNECTION = Symbol('MongoDB connection');

export interface MongoOptions {
  migrations?: readonly Migration[];
  /** Answers operators, who ask what does not get on. */
  stuck?: StuckQuestion;
}

interface MongoSettings {
  MONGODB_URI: string;
  MONGODB_DATABASE_PREFIX: string;
}

/** Gives a service its own database `<MONGODB_DATABASE_PREFIX>-<service>` and each collection under its spec. */
@Module({})
export class MongoModule {
  static forRoot(collections: readonly CollectionSpec<Stored>[], options: MongoOptions = {}): DynamicModule {
    const provided = collections.map((spec) => ({
      provide: collectionToken(spec),
      useFactory: (connection: Connection, relay: OutboxRelay) =>
        new TenantCollection(connection.model<Stored>(spec.name, spec.schema, spec.name), relay, spec),
      inject: [MONGO_CONNECTION, OutboxRelay],
    }));
    return {
      module: MongoModule,
      global: true,
      providers: [
        {
          provide: MONGO_CONNECTION,
          useFactory: async (
            settings: MongoSettings,
            service: string,
            health: Health,
            shutdown: Shutdown,
          ) => {
            const connection = await connect(
              settings.MONGODB_URI,
              `${settings.MONGODB_DATABASE_PREFIX}-${service}`,
            );
            shutdown.on('store', 'mongodb', () => connection.close());
            try {
              await prepare(connection, collections, options.migrations ?? []);
            } catch (error) {
              await connection.close();
              throw error;
            }
            health.add('mongodb', () => checkDatabase(connection));
            return connection;
          },
          inject: [SETTINGS, SERVICE_NAME, Health, Shutdown],
        },
        {
          provide: OutboxRelay,
          useFactory: (bus: Bus, shutdown: Shutdown, repeater: Repeater) => {
            const relay = new OutboxRelay(bus, () => repeater.wake(outboxSweep, LEFT_BEHIND_MS));
            shutdown.on('work', 'outbox', () => relay.drain());
            return relay;
          },
          inject: [Bus, Shutdown, Repeater],
        },
        {
          provide: OutboxSweeper,
          useFactory: (connection: Connection, relay: OutboxRelay, repeater: Repeater) => {
            const sweeper = new OutboxSweeper(
              collections
                .filter(({ isSilent }) => !isSilent)
                .map(({ name }) => databaseOf(connection).collection<OutboxDocument>(name)),
              DueQuestions.of(connection),
              relay,
            );
            repeater.sweep(outboxSweep, () => sweeper.sweep());
            metrics.measure('outbox', () => sweeper.measure());
            return sweeper;
          },
          inject: [MONGO_CONNECTION, OutboxRelay, Repeater],
        },
        ...(options.stuck ? [stuckHandlers(options.stuck, collections, MONGO_CONNECTION)] : []),
        ...provided,
      ],
      exports: [MONGO_CONNECTION, ...provided.map(({ provide }) => provide)],
    };
  }
}

/** Migrations first: an index may need what they tidy up. */
async function prepare(
  connection: Connection,
  collections: readonly CollectionSpec<Stored>[],
  migrations: readonly Migration[],
): Promise<void> {
  const db = databaseOf(connection);
  await runMigrations(db, migrations);
  for (const spec of collections) await buildIndexes(db, spec.name, spec.indexes);
}

function databaseOf(connection: Connection) {
  if (!connection.db) throw new Error('The MongoDB connection has been closed.');
  return connection.db;
}
