export { Bus, type OutgoingEvent } from './bus.js';
export { BusModule, type BusOptions } from './bus.module.js';
export { BusServer } from './bus-server.js';
export { Handle, On, OnAny, type TypedMethodDecorator } from './decorators.js';
export type { EventEnvelope } from './events/cloud-event.js';
export type { Inbox } from './events/inbox.js';
