import { type DynamicModule, Module } from '@nestjs/common';
import { EventFeed, FEED_OPTIONS, type FeedOptions } from './event-feed.js';

/** Gives a service `EventFeed`; reads AMQP_* and REDIS_* from the settings. */
@Module({})
export class FeedModule {
  static forRoot(options: FeedOptions): DynamicModule {
    return {
      module: FeedModule,
      global: true,
      providers: [{ provide: FEED_OPTIONS, useValue: options }, EventFeed],
      exports: [EventFeed],
    };
  }
}
