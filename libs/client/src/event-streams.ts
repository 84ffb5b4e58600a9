import { EventSourceParserStream } from 'eventsource-parser/stream';
import { pause } from './pause.js';

/** Between the end of a connection and the next, so that a gateway which stops is not hurried. */
const OPEN_AGAIN_AFTER_MS = 500;
/** The gateway says something every 15 seconds. A connection on which nothing comes for so long has broken, and nobody was told. */
const SILENT_AFTER_MS = 45_000;

export interface StreamEvent<Data> {
  readonly event: string;
  readonly id: string | undefined;
  /** Parsed as JSON, which all streams of the gateway send. */
  readonly data: Data;
}

/** Opens a stream, from after the event with this id where there is one. */
export type OpenStream = (lastEventId: string | undefined) => Promise<Response>;

/**
 * The events of a stream until its `end` event, which is the last that is yielded. A connection that breaks before is
 * opened again, from the last event that came. Rejects when it cannot be opened, and with the signal's reason.
 */
export async function* streamEvents<Event extends StreamEvent<unknown>>(
  open: OpenStream,
  signal?: AbortSignal,
): AsyncGenerator<Event, void> {
  let lastEventId: string | undefined;
  for (;;) {
    const { body } = await open(lastEventId);
    if (!body) return;
    for await (const event of received<Event>(body)) {
      lastEventId = event.id ?? lastEventId;
      yield event;
      if (event.event === 'end') return;
    }
    await pause(OPEN_AGAIN_AFTER_MS, signal);
  }
}

/** Ends with the connection, however that ends: whoever reads on opens another. */
async function* received<Event>(body: ReadableStream<Uint8Array>): AsyncGenerator<Event, void> {
  let silence: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(silence);
    silence = setTimeout(() => void reader.cancel().catch(() => {}), SILENT_AFTER_MS);
  };
  const pass = (bytes: Uint8Array, next: TransformStreamDefaultController<Uint8Array>) => {
    if (silence !== undefined) wait();
    next.enqueue(bytes);
  };
  const reader = body
    .pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ transform: pass }))
    // The types of browsers let it take more than bytes, and not, for that, be used where bytes come.
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      // Whoever takes long over an event has not lost the connection.
      wait();
      const { done, value } = await reader.read().catch(() => ({ done: true as const, value: undefined }));
      clearTimeout(silence);
      silence = undefined;
      if (done) return;
      const { event = 'message', id, data } = value;
      yield { event, id, data: JSON.parse(data) as unknown } as Event;
    }
  } finally {
    clearTimeout(silence);
    await reader.cancel().catch(() => {});
  }
}
