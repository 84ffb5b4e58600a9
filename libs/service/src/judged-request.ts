import { type IncomingMessage, type OutgoingHttpHeaders, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { BlockedAddress, type JudgedAddresses } from './judged-addresses.js';

const MOST_HEADER_BYTES = 16_384;

export interface JudgedCall {
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | undefined;
  /** Ends it all, the answer too. */
  readonly signal: AbortSignal;
}

/**
 * Calls an address that a customer has chosen, and resolves with the head of the answer; whoever has read enough of the rest
 * destroys it. Each call has a connection of its own, so that each address is judged where the connection is made, and
 * redirects are answers like others. Rejects with BlockedAddress, or with what kept it from an answer.
 */
export async function judgedRequest(
  addresses: JudgedAddresses,
  url: string,
  { method, headers, body, signal }: JudgedCall,
): Promise<IncomingMessage> {
  const { protocol, hostname } = new URL(url);
  if (!addresses.mayBeWritten(hostname)) throw new BlockedAddress();
  return new Promise((resolve, reject) => {
    const sent = (protocol === 'https:' ? tlsRequest : plainRequest)(url, {
      method,
      headers: { ...headers, 'accept-encoding': 'identity' },
      agent: false,
      lookup: addresses.lookup,
      maxHeaderSize: MOST_HEADER_BYTES,
      signal,
    });
    sent.on('error', reject);
    sent.on('close', () => reject(new Error('The connection was closed without an answer.')));
    sent.on('response', resolve);
    sent.end(body);
  });
}
