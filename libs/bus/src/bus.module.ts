import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SERVICE_NAME, SETTINGS } from '@seatkeeper/service';
import { Bus } from './bus.js';
import { BusServer } from './bus-server.js';
import { BUS_CONFIG, BUS_INBOX, type BusOptions, busConfig, type ServiceBusSettings } from './config.js';
import { deadLetterHandlers } from './dead-letters/dead-letter-handlers.js';
import { HandlerSearch } from './wiring/handler-search.js';

export type { BusOptions } from './config.js';

@Module({})
export class BusModule {
  /** Gives every module of the service `Bus` and `BusServer`; reads AMQP_* from the settings. */
  static forRoot(options: BusOptions = {}): DynamicModule {
    return {
      module: BusModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        {
          provide: BUS_CONFIG,
          inject: [SERVICE_NAME, SETTINGS],
          useFactory: (service: string, settings: ServiceBusSettings) =>
            busConfig(service, settings, options),
        },
        options.inbox === undefined
          ? { provide: BUS_INBOX, useValue: undefined }
          : { provide: BUS_INBOX, useExisting: options.inbox },
        Bus,
        HandlerSearch,
        BusServer,
        ...(options.deadLetters === undefined ? [] : [deadLetterHandlers(options.deadLetters)]),
      ],
      exports: [Bus, BusServer],
    };
  }
}
