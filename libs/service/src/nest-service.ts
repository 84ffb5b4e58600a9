import type { DynamicModule, INestApplication, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions, CustomTransportStrategy } from '@nestjs/microservices';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Health } from './health/health.js';
import { serveHealth } from './health/health-server.js';
import { nestLogger } from './logging/nest-logger.js';
import type { CommonSettings } from './settings/families.js';
import { Shutdown } from './shutdown.js';

/** A wired Nest application that takes no work yet. */
export interface NestService {
  readonly nest: INestApplicationContext;
  /** Takes work from now on; resolves with the port on which health can be asked. */
  open(settings: Pick<CommonSettings, 'PORT' | 'HOST'>): Promise<number>;
}

// Nest would end the process by itself, with a stack trace in place of a sentence.
const QUIET = { logger: nestLogger, abortOnError: false };

/** A service on the bus, or one with repeated work and jobs only; health has a small server of its own. */
export async function createBusService(
  root: DynamicModule,
  transport: Type<CustomTransportStrategy> | undefined,
): Promise<NestService> {
  const listening = transport && (await createListening(root, transport));
  const nest = listening ?? (await NestFactory.createApplicationContext(root, QUIET));
  return {
    nest,
    open: async ({ PORT, HOST }) => {
      await listening?.listen();
      return portOf(await serveHealth(nest.get(Health), PORT, HOST));
    },
  };
}

function createListening(root: DynamicModule, transport: Type<CustomTransportStrategy>) {
  return NestFactory.createMicroservice<AsyncMicroserviceOptions>(root, {
    ...QUIET,
    inject: [transport],
    useFactory: (strategy: CustomTransportStrategy) => ({ strategy }),
  });
}

/** A service with an HTTP API; its app serves health too. */
export async function createHttpService(
  root: DynamicModule,
  createApp: (module: DynamicModule) => Promise<INestApplication>,
): Promise<NestService> {
  const nest = await createApp(root);
  nest.useLogger(nestLogger);
  stopHttpInOrder(nest);
  return {
    nest,
    open: async ({ PORT, HOST }) => {
      await nest.listen(PORT, HOST);
      return portOf(nest.getHttpServer() as Server);
    },
  };
}

/** Longer than a balancer takes to see that a copy is not ready any more. */
const LEAVING_MS = 1_000;
const LOOK_FOR_IDLE_MS = 100;

/**
 * A stopping copy says so first: it is not ready, and each answer tells its connection to close. Then the port closes with
 * the intake; the requests that are in flight are waited for before the bus closes.
 */
function stopHttpInOrder(nest: INestApplication): void {
  const shutdown = nest.get(Shutdown);
  let closed: Promise<void> = Promise.resolve();
  shutdown.on('intake', 'HTTP', async () => {
    const server = nest.getHttpServer() as Server;
    server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
    await delay(LEAVING_MS);
    closed = Promise.resolve(nest.getHttpAdapter().close() as Promise<void>);
    // Whose request was begun before the stop was not told, and would be waited for until it times out.
    const letGo = setInterval(() => server.closeIdleConnections(), LOOK_FOR_IDLE_MS);
    closed.finally(() => clearInterval(letGo)).catch(() => undefined);
  });
  // A failure is reported by this step.
  shutdown.on('work', 'HTTP requests', () => closed);
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
