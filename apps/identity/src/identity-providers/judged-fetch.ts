import { type JudgedAddresses, judgedRequest } from '@seatkeeper/service';
import type { IncomingMessage } from 'node:http';
import type { CustomFetchOptions } from 'openid-client';

/** More than any provider says of itself. */
const MOST_BYTES = 256 * 1_024;
/** Of statuses without a body. */
const EMPTY: readonly number[] = [204, 205, 304];

/** An answer that is longer than any provider has to say. */
export class TooMuchSaid extends Error {
  constructor() {
    super(`The answer is longer than ${MOST_BYTES / 1_024} KiB.`);
  }
}

/**
 * What openid-client calls providers by: an answer that is too long rejects with TooMuchSaid, and `signal` ends it all.
 */
export async function judgedFetch(
  addresses: JudgedAddresses,
  signal: AbortSignal,
  url: string,
  { body, headers, method }: Pick<CustomFetchOptions, 'body' | 'headers' | 'method'>,
): Promise<Response> {
  const answer = await judgedRequest(addresses, url, {
    method,
    headers,
    body: body instanceof URLSearchParams ? body.toString() : textOf(body),
    signal,
  });
  try {
    const status = answer.statusCode ?? 0;
    const text = await bodyOf(answer);
    return new Response(EMPTY.includes(status) ? null : text, { status, headers: headersOf(answer) });
  } finally {
    answer.destroy();
  }
}

const textOf = (body: CustomFetchOptions['body']): string | undefined =>
  typeof body === 'string' ? body : undefined;

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new TooMuchSaid();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headersOf(answer: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headersDistinct))
    for (const each of value ?? []) headers.append(name, each);
  return headers;
}
