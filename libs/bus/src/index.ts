export { Bus, type OutgoingEvent } from './bus.js';
export { BusModule, type BusOptions } from './bus.module.js';
export { BusServer } from './bus-server.js';
export { Handle, On, OnAny, type TypedMethodDecorator } from './wiring/decorators.js';
export type { EventEnvelope } from './cloud-event.js';
export { EventFeed, type FeedOptions } from './feed/event-feed.js';
export { FeedModule } from './feed/feed.module.js';
export type { Beginning, FeedItem, Follower } from './feed/topic-feed.js';
export type { Inbox } from './events/inbox.js';
