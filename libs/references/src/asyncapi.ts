import {
  type EventContract,
  events,
  isInSomebodysName,
  type JobContract,
  jobs,
  ownerOf,
  type RequestContract,
  requests,
} from '@seatkeeper/contracts';
import type { z } from 'zod';
import { type Json, Schemas } from './schemas.js';

/**
 * Everything that is said inside as AsyncAPI 3: events on the topic exchange, requests on the queues of the service
 * that owns them, jobs in their queues.
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
  const parts: Parts = { schemas, messages, operations, channels };
  for (const event of events) addEvent(parts, event);
  for (const request of requests) addRequest(parts, request);
  for (const job of jobs) addJob(parts, job);
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

interface Parts {
  readonly schemas: Schemas;
  readonly messages: Json;
  readonly operations: Json;
  readonly channels: Json;
}

function addEvent({ schemas, messages, operations, channels }: Parts, event: EventContract): void {
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

function addRequest({ schemas, messages, operations, channels }: Parts, request: RequestContract): void {
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
    description: [
      `Asked by ${request.askedBy.join(' and ')}.`,
      ...whoActs(request),
      `The caller waits ${request.timeoutMs} ms.`,
    ].join(' '),
    messages: [{ $ref: `#/channels/${owner}/messages/${request.name}` }],
    reply: {
      address: { location: '$message.header#/replyTo' },
      channel: { $ref: `#/channels/${owner}` },
      messages: [{ $ref: `#/channels/${owner}/messages/${answer}` }],
    },
  };
}

/** Jobs wait in Redis and are seen by their own service alone; who looks into its queues meets them. */
function addJob({ schemas, messages, operations, channels }: Parts, job: JobContract): void {
  const name = `jobs.${job.queue}`;
  channels[name] ??= {
    address: job.queue,
    description: `Work that waits in Redis (BullMQ queue ${job.queue})`,
    messages: {},
    bindings: { redis: {} },
  };
  messages[job.name] = {
    name: job.name,
    summary: job.summary,
    contentType: 'application/json',
    payload: schemas.of(job.data, 'output'),
  };
  addMessage(channels, name, job.name);
  operations[`work on ${job.name}`] = {
    action: 'receive',
    channel: { $ref: `#/channels/${name}` },
    summary: job.summary,
    description: `Tried ${job.attempts} times at most; what is lost is queued again from the document it is about.`,
    messages: [{ $ref: `#/channels/${name}/messages/${job.name}` }],
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

/** What proves that `by` acts. */
function whoActs(request: RequestContract): string[] {
  if (!isInSomebodysName(request)) return [];
  const { vouchedBy } = request;
  const word = vouchedBy.length > 0 ? `; the word of ${vouchedBy.join(' and ')} is enough` : '';
  return [`Whoever acts is stated by the gateway${word}.`];
}
