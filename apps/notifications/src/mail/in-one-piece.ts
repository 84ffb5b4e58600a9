import { type Readable, Transform, type TransformCallback } from 'node:stream';

/** Hands on at once what comes in many small pieces, each of which would be a packet of its own. For what fits well into memory. */
export function inOnePiece(source: Readable): Readable {
  const pieces: Buffer[] = [];
  const whole = new Transform({
    transform(piece: Buffer, _encoding, done: TransformCallback) {
      pieces.push(piece);
      done();
    },
    flush(done: TransformCallback) {
      done(null, Buffer.concat(pieces));
    },
  });
  // `pipeline` would make a signal and an error for each mail, to end what has come to its end.
  source.once('error', (error) => whole.destroy(error));
  whole.once('close', () => source.destroy());
  return source.pipe(whole);
}
