import type {} from '@fastify/multipart';
import { Fault } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { Readable, Transform } from 'node:stream';

/** The file of a request: its body, or the first file of a multipart form. */
export async function fileOf(request: FastifyRequest, type: string): Promise<Readable> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (!part) throw new Fault('validation-failed', { errors: [{ path: 'file', message: 'Attach a file' }] });
    return part.file;
  }
  if (!(request.body instanceof Readable))
    throw new Fault('unsupported-media-type', `Send the file as ${type}.`);
  return request.body;
}

/** Passes bytes on until there are more than `limit`; then the stream ends with `too-large`. */
export function atMost(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit)
        done(new Fault('too-large', `The file is larger than ${Math.floor(limit / 1024 / 1024)} MB.`));
      else done(null, chunk);
    },
  });
}

/** Groups what a stream gives, so that each message on the bus carries many. */
export async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
