import 'reflect-metadata';
import {
  type DynamicModule,
  type ForwardReference,
  type INestApplication,
  Module,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Bus, BusServer } from '@seatkeeper/bus';
import {
  busSettings,
  Clock,
  commonSettings,
  defineSettings,
  mongoSettings,
  readSettings,
  redisSettings,
  ServiceModule,
  type SettingsSpec,
  Shutdown,
} from '@seatkeeper/service';
import { testWorld, type World } from './world.js';

export interface TestServiceOptions {
  /** `identity`, `licensing`, …: part of the names of database and queues. */
  name: string;
  /** What the service is made of, BusModule, MongoModule and JobsModule included where it needs them. */
  imports: (Type | DynamicModule | ForwardReference)[];
  /** The settings the service declares; without it, the common ones. */
  spec?: SettingsSpec;
  /** Values as an environment would give them. */
  settings?: Record<string, string | number>;
  /** Given when several services have to hear each other; closed by whoever made it. */
  world?: World;
  clock?: Clock;
}

export interface TestService {
  readonly app: INestApplication;
  readonly world: World;
  /** Only if BusModule is imported. */
  readonly bus: Bus;
  /** The name of its database. */
  readonly database: string;
  get<T>(token: Type<T> | string | symbol): T;
  /** Stops as on SIGTERM, and keeps the data. */
  stop(): Promise<void>;
  /** Stops and removes what it made, unless the world is shared. */
  close(): Promise<void>;
}

const plainSettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...redisSettings,
});

/** Starts a service in this process, on servers of its own name, listening on the bus like the real one. */
export async function testService(options: TestServiceOptions): Promise<TestService> {
  const world = options.world ?? testWorld();
  world.services.add(options.name);
  const spec = options.spec ?? plainSettings;
  const values = { ...world.settings, ...options.settings };
  const environment = Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name in spec.shape)
      .map(([name, value]) => [name, String(value)]),
  );
  const root = serviceWithClock(
    ServiceModule.forRoot(options.name, readSettings(spec, environment)),
    options.clock,
  );
  const app = await NestFactory.create(
    { module: testRoot(), imports: [root, ...options.imports] },
    new FastifyAdapter(),
    {
      logger: false,
      abortOnError: false,
    },
  );
  const stop = async () => {
    await app.get(Shutdown).run();
    await app.close();
  };
  try {
    await listen(app);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    app,
    world,
    database: `${world.prefix}-${options.name}`,
    get bus() {
      return app.get(Bus, { strict: false });
    },
    get: <T>(token: Type<T> | string | symbol) => app.get<T>(token, { strict: false }),
    stop,
    close: async () => {
      await stop();
      if (!options.world) await world.close();
    },
  };
}

async function listen(app: INestApplication): Promise<void> {
  const server = found(app, BusServer);
  if (server) {
    app.connectMicroservice<MicroserviceOptions>({ strategy: server });
    await app.startAllMicroservices();
  }
  await app.init();
}

function found<T>(app: INestApplication, type: Type<T>): T | null {
  try {
    return app.get(type, { strict: false });
  } catch {
    return null;
  }
}

const serviceWithClock = (module: DynamicModule, clock: Clock | undefined): DynamicModule =>
  clock
    ? {
        ...module,
        providers: [
          ...(module.providers ?? []).filter((provider) => provider !== Clock),
          { provide: Clock, useValue: clock },
        ],
      }
    : module;

function testRoot(): Type {
  @Module({})
  class Test {}
  return Test;
}
