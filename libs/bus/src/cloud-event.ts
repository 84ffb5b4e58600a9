import type { RequestContext } from '@seatkeeper/service';
import { z } from 'zod';

/** What is known about an event besides its data: the attributes of a CloudEvent. */
export interface EventEnvelope {
  id: string;
  source: string;
  type: string;
  /** RFC 3339; the moment of arrival when the publisher left it out. */
  time: string;
  subject?: string;
  /** Orders the events of one subject. */
  sequence?: number;
}

/** An event as the outbox hands it over; becomes a CloudEvent. */
export interface OutgoingEvent {
  id: string;
  name: string;
  at: Date;
  subject: string;
  sequence?: number;
  data: unknown;
  /** What caused it, when that is no longer the context in which it is published. */
  context?: RequestContext;
}

export const CLOUD_EVENT_JSON = 'application/cloudevents+json';

/** The `source` of the events a service of Seatkeeper publishes. */
export const sourceOf = (service: string): string => `/seatkeeper/${service}`;

export function writeCloudEvent(service: string, event: OutgoingEvent): Buffer {
  const { id, name, at, subject, sequence, data } = event;
  return Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id,
      source: sourceOf(service),
      type: name,
      time: at.toISOString(),
      datacontenttype: 'application/json',
      subject,
      sequence,
      data,
    }),
  );
}

const text = z.string().min(1).max(1_000);

/** The attributes we read; others are allowed and ignored, as the specification asks. */
const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: text,
  source: text,
  type: text,
  time: z.iso.datetime({ offset: true }).nullish(),
  subject: text.nullish(),
  sequence: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ])
    .optional()
    .catch(undefined),
  data: z.unknown().optional(),
});

export type ReadEvent =
  | { ok: true; event: EventEnvelope; data: unknown }
  | { ok: false; code: 'malformed' | 'not-a-cloud-event'; reason: string };

/** Reads a structured CloudEvent 1.0, whatever content type its publisher claims; never throws. */
export function readCloudEvent(body: Buffer, arrivedAt: Date): ReadEvent {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch (error) {
    return { ok: false, code: 'malformed', reason: `The body is not JSON: ${(error as Error).message}` };
  }
  const parsed = CloudEvent.safeParse(json);
  if (!parsed.success)
    return {
      ok: false,
      code: 'not-a-cloud-event',
      reason: `The body is not a CloudEvent 1.0: ${explain(parsed.error)}`,
    };
  const { id, source, type, time, subject, sequence, data } = parsed.data;
  const event = { id, source, type, time: time ?? arrivedAt.toISOString() };
  return {
    ok: true,
    event: { ...event, ...(subject && { subject }), ...(sequence !== undefined && { sequence }) },
    data,
  };
}

/** The issues of a failed schema in one line: `data.quantity: expected a number; …`. */
export function explain(error: z.ZodError, at = ''): string {
  return error.issues
    .map(({ path, message }) =>
      [[at, ...path.map(String)].filter(Boolean).join('.'), message].filter(Boolean).join(': '),
    )
    .join('; ');
}
