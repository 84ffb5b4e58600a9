import { type DynamicModule, Module } from '@nestjs/common';
import { type RedisSettings, SERVICE_NAME, SETTINGS, Shutdown, within } from '@seatkeeper/service';
import { countingConnection } from './connection.js';
import { Limiters } from './limiters.js';

/** A start waits for Redis no longer than this: without it each copy counts alone. */
const CONNECTS_WITHIN_MS = 2_000;

/** Gives a service `Limiters`. A copy that has started counts together with the others from its first call. */
@Module({})
export class LimitsModule {
  static forRoot(): DynamicModule {
    return {
      module: LimitsModule,
      global: true,
      providers: [
        {
          provide: Limiters,
          useFactory: async (settings: RedisSettings, service: string, shutdown: Shutdown) => {
            const redis = countingConnection(settings.REDIS_URL);
            shutdown.on('transport', 'limits', () => redis.disconnect());
            await within(CONNECTS_WITHIN_MS, () => redis.connect().catch(() => undefined));
            return new Limiters(redis, `${settings.REDIS_PREFIX}:${service}`);
          },
          inject: [SETTINGS, SERVICE_NAME, Shutdown],
        },
      ],
      exports: [Limiters],
    };
  }
}
