export { Bus, type OutgoingEvent } from './bus.js';
export { BusModule, type BusOptions } from './bus.module.js';
export { BusServer } from './bus-server.js';
export { Handle, On, OnAny, type TypedMethodDecorator } from './wiring/decorators.js';
export type { EventEnvelope } from './cloud-event.js';
export type { Inbox } from './events/inbox.js';
