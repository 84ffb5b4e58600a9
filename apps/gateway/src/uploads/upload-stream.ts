import type {} from '@fastify/multipart';
import { Fault } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

/** The file of a request: its body, or the first file of a multipart form. */
export async function fileOf(request: FastifyRequest, type: string): Promise<AsyncGenerator<Buffer>> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (!part) throw new Fault('validation-failed', { errors: [{ path: 'file', message: 'Attach a file' }] });
    return toTheEnd(part.file);
  }
  if (!(request.body instanceof Readable))
    throw new Fault('unsupported-media-type', `Send the file as ${type}.`);
  return toTheEnd(request.body);
}

/** Whoever is still sending when a file is refused sees a reset instead of the answer, if the rest is not read. */
async function* toTheEnd(file: Readable): AsyncGenerator<Buffer> {
  try {
    yield* file.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } finally {
    file.resume();
  }
}

/** Passes bytes on until there are more than `limit`; then it throws `too-large`. */
export async function* atMost(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of chunks) {
    seen += chunk.length;
    if (seen > limit)
      throw new Fault('too-large', `The file is larger than ${Math.floor(limit / 1024 / 1024)} MB.`);
    yield chunk;
  }
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
