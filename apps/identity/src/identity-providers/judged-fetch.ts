import { BlockedAddress, type JudgedAddresses } from '@seatkeeper/service';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { CustomFetchOptions } from 'openid-client';

/** More than any provider says of itself. */
const MOST_BYTES = 256 * 1_024;
const MOST_HEADER_BYTES = 16_384;
/** Of statuses without a body. */
const EMPTY: readonly number[] = [204, 205, 304];

/** An answer that is longer than any provider has to say. */
export class TooMuchSaid extends Error {
  constructor() {
    super(`The answer is longer than ${MOST_BYTES / 1_024} KiB.`);
  }
}

/**
 * What openid-client calls providers by. Each address is judged where the connection is made, no redirect is followed, and
 * `signal` ends it all. Each call has a connection of its own, so that each is judged.
 */
export async function judgedFetch(
  addresses: JudgedAddresses,
  signal: AbortSignal,
  url: string,
  { body, headers, method }: Pick<CustomFetchOptions, 'body' | 'headers' | 'method'>,
): Promise<Response> {
  const { protocol, hostname } = new URL(url);
  if (!addresses.mayBeWritten(hostname)) throw new BlockedAddress();
  const sent = (protocol === 'https:' ? tlsRequest : plainRequest)(url, {
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
    agent: false,
    lookup: addresses.lookup,
    maxHeaderSize: MOST_HEADER_BYTES,
    signal,
  });
  try {
    const answer = await answerTo(sent, body instanceof URLSearchParams ? body.toString() : textOf(body));
    const status = answer.statusCode ?? 0;
    const text = await bodyOf(answer);
    return new Response(EMPTY.includes(status) ? null : text, { status, headers: headersOf(answer) });
  } finally {
    sent.destroy();
  }
}

const textOf = (body: CustomFetchOptions['body']): string | undefined =>
  typeof body === 'string' ? body : undefined;

const answerTo = (
  sent: ReturnType<typeof plainRequest>,
  body: string | undefined,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('close', () => reject(new Error('The connection was closed without an answer.')));
    sent.on('response', resolve);
    sent.end(body);
  });

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
