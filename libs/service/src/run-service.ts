import 'reflect-metadata';
import {
  type DynamicModule,
  type INestApplication,
  type INestApplicationContext,
  Logger as NestLogger,
  Module,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions, CustomTransportStrategy } from '@nestjs/microservices';
import type { AddressInfo, Server } from 'node:net';
import { startTracing } from './context/tracing.js';
import { within } from './deadline.js';
import { Health } from './health/health.js';
import { serveHealth } from './health/health-server.js';
import { configureLogging, logger } from './logging/logger.js';
import { nestLogger } from './logging/nest-logger.js';
import { startMetrics } from './metrics.js';
import { type ServiceName, ServiceModule } from './service.module.js';
import { commonSettings, type CommonSettings } from './settings/families.js';
import { readSettings, type SettingsSpec } from './settings/settings.js';
import { Shutdown } from './shutdown.js';
import { startFailure } from './start-failure.js';

export interface ServiceOptions {
  name: ServiceName;
  module: Type;
  settings: SettingsSpec;
  /** Strategy of the bus, a provider of the module; it starts listening when everything is wired. */
  transport?: Type<CustomTransportStrategy>;
  /** A service with an HTTP API makes its own app, and serves health and metrics in it. */
  createApp?: (module: DynamicModule) => Promise<INestApplication>;
}

/** After the phases of Shutdown: Nest's own hooks, the last spans. */
const LAST_STEPS_WITHIN_MS = 1_000;
const log = logger('service');

/**
 * Starts the process and resolves when it is ready. A wrong setting, a missing dependency or a wiring
 * mistake ends it with one sentence on stderr and exit code 1; SIGTERM and SIGINT end it in order with 0.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  configureLogging(options.name, 'info');
  const state = endOnDefects();
  try {
    await start(options);
    state.up = true;
  } catch (error) {
    failStart(options.name, error);
  }

  /** What nobody caught leaves a state nobody knows: end, and let the supervisor start afresh. */
  function endOnDefects() {
    const current = { up: false };
    const end = (error: unknown) => {
      if (!current.up) failStart(options.name, error);
      log.fatal('The process ends because of an error nobody caught', { error });
      process.exit(1);
    };
    process.on('uncaughtException', end);
    process.on('unhandledRejection', end);
    return current;
  }
}

function failStart(service: string, error: unknown): never {
  log.fatal('The service cannot start', { error });
  process.stderr.write(startFailure(service, error));
  process.exit(1);
}

async function start(options: ServiceOptions): Promise<void> {
  const { name, module } = options;
  const spec = { shape: { ...commonSettings, ...options.settings.shape } };
  const settings = readSettings(spec, process.env) as CommonSettings;
  configureLogging(name, settings.LOG_LEVEL);
  NestLogger.overrideLogger(nestLogger);
  startMetrics(name);
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  const stopTracing = endpoint ? await startTracing(name, endpoint) : undefined;
  if (settings.CRASH_AT) log.warn('Fault injection is on', { crashAt: settings.CRASH_AT });

  const root = { module: Root, imports: [ServiceModule.forRoot(name, settings), module] };
  const app = await createNest(root, options);
  const shutdown = app.get(Shutdown);
  stopOnSignals(async (signal) => {
    log.info('Stopping', { signal });
    await shutdown.run();
    await within(LAST_STEPS_WITHIN_MS, () => Promise.allSettled([app.close(), stopTracing?.()]));
    log.info('Stopped');
    process.exit(0);
  });
  const server = await app.open(settings);
  const { port } = server.address() as AddressInfo;
  const startedInMs = Math.round(performance.now());
  log.info('Ready', { port, startedInMs, residentMb: Math.round(process.memoryUsage.rss() / 2 ** 20) });
}
