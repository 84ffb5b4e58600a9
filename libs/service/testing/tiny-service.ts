import { Inject, Injectable, Module } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import {
  commonSettings,
  defineSettings,
  Health,
  inSpan,
  logger,
  mongoSettings,
  Repeater,
  runService,
  runWithTraceHeaders,
  SERVICE_NAME,
  type ServiceName,
  Shutdown,
  traceHeaders,
} from '../src/index.js';
import { z } from 'zod';

const log = logger('tiny');

const settings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  FAILURE: z
    .enum(['none', 'wiring', 'transport', 'rejection', 'late-step'])
    .default('none')
    .describe('What goes wrong'),
});
const failure = process.env['FAILURE'];

const caller = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };

@Injectable()
class TinyTransport implements CustomTransportStrategy {
  async listen(callback: (error?: Error) => void): Promise<void> {
    log.info('transport listens');
    await runWithTraceHeaders(caller, () =>
      inSpan('tiny.listen', 'consumer', async () => log.info('inside a span', traceHeaders())),
    );
    const refused = Object.assign(new Error('connect ECONNREFUSED amqp://guest:guest@127.0.0.1:5672'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '127.0.0.1',
      port: 5672,
    });
    callback(failure === 'transport' ? refused : undefined);
  }

  close(): void {
    log.info('transport closed');
  }
}

@Injectable()
class Work {
  constructor(
    health: Health,
    shutdown: Shutdown,
    repeater: Repeater,
    @Inject(SERVICE_NAME) name: ServiceName,
  ) {
    health.add('store', () => undefined);
    // Registered against the order in which they have to run.
    shutdown.on('store', 'store', () => log.info('store closed'));
    shutdown.on('transport', 'bus', () => log.info('bus closed'));
    shutdown.on('work', 'work', async () => {
      if (failure === 'late-step') await new Promise(() => undefined);
      log.info('work done');
    });
    shutdown.on('intake', 'intake', () => log.info('intake closed'));
    repeater.every(20, 'rounds', async () => {
      log.info(`a round of ${name}`, { password: 'hunter2' });
      // Nobody waits for it and nobody catches it.
      if (failure === 'rejection') void Promise.reject(new Error('Nobody caught this.'));
    });
  }
}

@Injectable()
class Unwired {}

@Injectable()
class Needy {
  constructor(readonly unwired: Unwired) {}
}

@Module({ providers: [TinyTransport, Work, ...(failure === 'wiring' ? [Needy] : [])] })
class TinyModule {}

await runService({ name: 'tiny', module: TinyModule, settings, transport: TinyTransport });
