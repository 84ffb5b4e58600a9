import { events, ownerOf, type RequestContract, requests } from '@seatkeeper/contracts';
import type { z } from 'zod';
import { type Json, Schemas } from './schemas.js';

/**
 * Everything that is said on the bus as AsyncAPI 3: events on the topic exchange, requests on the queue of the
 * service that owns them.
 */
export function describeBus(): Json {
  const schemas = new Schemas();
  const messages: Json = {};
  const operations: Json = {};
  const channels: Json = {
    events: channel('Topic exchange of events; the routing key is the event type', 'seatkeeper.events', {
      is: 'routingKey',
      exchange: { name: 'seatkeeper.events', type: 'topic', durable: true },
    }),
  };
  for (const event of events) {
    messages[event.name] = {
      name: event.name,
      summary: event.summary,
      contentType: 'application/cloudevents+json',
      payload: cloudEvent(event.name, event.data, schemas),
    };
    addMessage(channels, 'events', event.name);
    operations[`publish ${event.name}`] = {
      action: ownerOf(event) === 'billing' ? 'receive' : 'send',
      channel: { $ref: '#/channels/events' },
      summary: event.summary,
      messages: [{ $ref: `#/channels/events/messages/${event.name}` }],
    };
  }
  for (const request of requests) {
    const owner = `${ownerOf(request)}.${request.quick ? 'quick-requests' : 'requests'}`;
    const queue = `seatkeeper.${owner}`;
    channels[owner] ??= channel(`Requests that ${ownerOf(request)} answers${atOnce(request)}`, queue, {
      is: 'queue',
      queue: { name: queue, durable: true },
    });
    const answer = `${request.name}.answer`;
    messages[request.name] = {
      name: request.name,
      summary: request.summary,
      contentType: 'application/json',
      payload: schemas.of(request.input, 'input'),
    };
    messages[answer] = {
      name: answer,
      summary: `Answer to ${request.name}${refusals(request.faults)}`,
      contentType: 'application/json',
      payload: schemas.of(request.output, 'output'),
    };
    addMessage(channels, owner, request.name);
    addMessage(channels, owner, answer);
    operations[`answer ${request.name}`] = {
      action: 'receive',
      channel: { $ref: `#/channels/${owner}` },
      summary: request.summary,
      description: `Asked by ${request.askedBy.join(' and ')}. The caller waits ${request.timeoutMs} ms.`,
      messages: [{ $ref: `#/channels/${owner}/messages/${request.name}` }],
      reply: {
        address: { location: '$message.header#/replyTo' },
        channel: { $ref: `#/channels/${owner}` },
        messages: [{ $ref: `#/channels/${owner}/messages/${answer}` }],
      },
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Seatkeeper bus',
      version: '1',
      description:
        'Names of exchange and queues are those of the default settings. Events are structured CloudEvents 1.0, ' +
        'delivered at least once and in any order: `source` and `id` identify one, `sequence` orders those of a ' +
        'subject. Billing systems publish events whose name begins with `billing`.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages, schemas: schemas.components() },
  };
}

const channel = (description: string, address: string, amqp: Json): Json => ({
  address,
  description,
  messages: {},
  bindings: { amqp },
});

function addMessage(channels: Json, name: string, message: string): void {
  (channels[name] as { messages: Json }).messages[message] = { $ref: `#/components/messages/${message}` };
}

const atOnce = ({ quick }: RequestContract): string => (quick ? ' at once, asking nobody' : '');

const refusals = (codes: readonly string[]): string =>
  codes.length > 0 ? `; or a fault: ${codes.join(', ')}` : '';

function cloudEvent(type: string, data: z.ZodType, schemas: Schemas): Json {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: text,
      source: text,
      type: { const: type },
      time: { type: 'string', format: 'date-time' },
      subject: text,
      sequence: { type: 'string', description: 'Orders the events of one subject' },
      datacontenttype: { const: 'application/json' },
      data: schemas.of(data, 'input'),
    },
  };
}
