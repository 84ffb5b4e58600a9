import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Health, logger, metrics, SETTINGS, Shutdown } from '@seatkeeper/service';
import { connected, hastyConnection, patientConnection } from './connection.js';
import { Jobs } from './jobs.js';
import { Processors } from './processors.js';
import { Queues } from './queues.js';
import { judgeServer } from './server-check.js';
import { Workers } from './workers.js';

const log = logger('jobs');

interface RedisSettings {
  REDIS_URL: string;
  REDIS_PREFIX: string;
}

/** Gives a service `Jobs`, and workers for every method with @Process. Refuses to start on an evicting Redis. */
@Module({})
export class JobsModule {
  static forRoot(): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        Processors,
        {
          provide: Queues,
          useFactory: async (settings: RedisSettings, health: Health) => {
            const redis = await connected(hastyConnection(settings.REDIS_URL));
            const { refusal, warning } = judgeServer(await redis.info());
            if (refusal) {
              redis.disconnect();
              throw new Error(refusal);
            }
            if (warning) log.warn(warning);
            const queues = new Queues(redis, settings.REDIS_PREFIX);
            health.add('redis', async () => void (await redis.ping()));
            metrics.measure('jobs waiting', () => queues.measure());
            return queues;
          },
          inject: [SETTINGS, Health],
        },
        { provide: Jobs, useFactory: (queues: Queues) => new Jobs(queues), inject: [Queues] },
        {
          provide: Workers,
          // After Queues, so that a server that is refused is refused before anything works on it.
          useFactory: async (
            settings: RedisSettings,
            processors: Processors,
            jobs: Jobs,
            queues: Queues,
            shutdown: Shutdown,
          ) =>
            new Workers(
              processors,
              jobs,
              queues,
              await connected(patientConnection(settings.REDIS_URL)),
              shutdown,
            ),
          inject: [SETTINGS, Processors, Jobs, Queues, Shutdown],
        },
      ],
      exports: [Jobs],
    };
  }
}
