import {
  type DynamicModule,
  type INestApplication,
  Logger as NestLogger,
  Module,
  type Type,
} from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { startTracing } from './context/tracing.js';
import { within } from './deadline.js';
import { configureLogging, logger } from './logging/logger.js';
import { nestLogger } from './logging/nest-logger.js';
import { startMetrics } from './metrics.js';
import { createBusService, createHttpService } from './nest-service.js';
import { type ServiceName, ServiceModule } from './service.module.js';
import { commonSettings, type CommonSettings } from './settings/families.js';
import { describeSettings } from './settings/describe.js';
import { readSettings, WrongSettings } from './settings/settings.js';
import type { SettingsSpec } from './settings/settings-spec.js';
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
/** EX_CONFIG of sysexits.h: starting again with the same settings is of no use. */
const WRONG_SETTINGS_CODE = 78;
const log = logger('service');

@Module({})
class Root {}

/**
 * Starts the process and resolves when it is ready. A wrong setting, a missing dependency or a wiring
 * mistake ends it with one sentence on stderr and exit code 1, wrong settings with 78; SIGTERM and SIGINT end it in order with 0.
 * With `--settings` it only prints what can be set, as JSON; with `--repl` it opens a prompt and takes no work.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  if (process.argv.includes('--settings')) {
    const rows = describeSettings(allSettings(options));
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    return;
  }
  configureLogging(options.name, 'info');
  let up = false;
  // What nobody caught leaves a state nobody knows: end, and let the supervisor start afresh.
  const end = (error: unknown) => {
    if (!up) failStart(options.name, error);
    log.fatal('The process ends because of an error nobody caught', { error });
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  try {
    await start(options);
    up = true;
  } catch (error) {
    failStart(options.name, error);
  }
}

function failStart(service: string, error: unknown): never {
  log.fatal('The service cannot start', { error });
  process.stderr.write(startFailure(service, error));
  process.exit(error instanceof WrongSettings ? WRONG_SETTINGS_CODE : 1);
}

const allSettings = ({ settings }: ServiceOptions): SettingsSpec => ({
  shape: { ...commonSettings, ...settings.shape },
});

async function start(options: ServiceOptions): Promise<void> {
  const { name, module } = options;
  const settings = readSettings(allSettings(options), process.env) as CommonSettings;
  configureLogging(name, settings.LOG_LEVEL);
  NestLogger.overrideLogger(nestLogger);
  startMetrics(name);
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  const stopTracing = endpoint ? await startTracing(name, endpoint) : undefined;
  if (settings.CRASH_AT) log.warn('Fault injection is on', { crashAt: settings.CRASH_AT });

  const root = { module: Root, imports: [ServiceModule.forRoot(name, settings), module] };
  if (process.argv.includes('--repl')) {
    const { openRepl } = await import('./repl.js');
    await openRepl(name, root);
    process.exit(0);
  }
  const app = options.createApp
    ? await createHttpService(root, options.createApp)
    : await createBusService(root, options.transport);
  const shutdown = app.nest.get(Shutdown);
  stopOnSignals(async (signal) => {
    log.info('Stopping', { signal });
    await shutdown.run();
    await within(LAST_STEPS_WITHIN_MS, () => Promise.allSettled([app.nest.close(), stopTracing?.()]));
    log.info('Stopped');
    process.exit(0);
  });
  const port = await app.open(settings);
  const startedInMs = Math.round(performance.now());
  log.info('Ready', { port, startedInMs, residentMb: Math.round(process.memoryUsage.rss() / 2 ** 20) });
}

/** Later signals change nothing: a terminal and a supervisor may both send one, and the end is bounded anyway. */
function stopOnSignals(stop: (signal: string) => Promise<void>): void {
  let stopping = false;
  const once = (signal: string) => {
    if (stopping) return;
    stopping = true;
    stop(signal).catch((error: unknown) => {
      log.fatal('Stopping failed', { error });
      process.exit(1);
    });
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
}
