import { Readable } from 'node:stream';

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
