import { Readable } from 'node:stream';

/** What an answer of Server-Sent Events says of itself, also to proxies: nothing of it is held back. */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'x-accel-buffering': 'no',
  // Whoever stops waits for no connection that nobody asks anything on.
  connection: 'close',
};

/** Proxies close a connection on which nothing is said for so long. */
export const COMMENT_EVERY_MS = 15_000;

/** One event; with an id, a client that comes again says up to where it has heard. */
export const sse = (event: string, data: string, id?: string): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;

/**
 * A stream of what an iterator yields. `gone` is called as soon as it ends or nobody reads it any more: `Readable.from` would
 * tell that only when the iterator yields the next time.
 */
export function eventStream(events: AsyncIterator<string, void>, gone: () => void): Readable {
  return new Readable({
    objectMode: false,
    read() {
      events.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    destroy(error, done) {
      gone();
      done(error);
    },
  });
}
