import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { Health } from './health/health.js';
import { Repeater } from './repeater.js';
import { Shutdown } from './shutdown.js';

/** Token of the service's own settings, parsed and frozen. */
export const SETTINGS: unique symbol = Symbol('SETTINGS');
/** Token of the service's name. */
export const SERVICE_NAME: unique symbol = Symbol('SERVICE_NAME');

/** One lower-case word, such as `licensing`: queues, database, logs and metrics carry it. */
export type ServiceName = string;

/** What every service has: settings, name, clock, health, an orderly end, repeated work. */
@Module({})
export class ServiceModule {
  constructor(health: Health, shutdown: Shutdown) {
    shutdown.on('intake', 'readiness', () => health.retire());
  }

  static forRoot(name: ServiceName, settings: object): DynamicModule {
    const offers = [Clock, Health, Shutdown, Repeater];
    return {
      module: ServiceModule,
      global: true,
      providers: [
        ...offers,
        { provide: SETTINGS, useValue: Object.freeze({ ...settings }) },
        { provide: SERVICE_NAME, useValue: name },
      ],
      exports: [...offers, SETTINGS, SERVICE_NAME],
    };
  }
}
