import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const OPEN_FOR_MS = 15 * 60_000;

export interface DemoDoor {
  /** Signs the first browser in that opens it. */
  readonly url: string;
  close(): void;
}

export interface DoorWanted {
  /** Of the gateway, as browsers on this machine know it. */
  readonly gateway: string;
  readonly credentials: { readonly account: string; readonly username: string; readonly password: string };
  /** ms after which nothing listens there any more. */
  readonly openForMs?: number;
}

/**
 * A link that signs in once, without anything in the product that could: a server of the stack's own beside the
 * gateway, on this machine's loopback, signs in as a page would and hands the cookie to the browser, which keeps cookies by host
 * and not by port. The code in the link is known to nobody but who reads the terminal, works once, and for a quarter of an hour.
 */
export async function openDemoDoor({
  gateway,
  credentials,
  openForMs = OPEN_FOR_MS,
}: DoorWanted): Promise<DemoDoor> {
  const path = `/${randomBytes(18).toString('base64url')}`;
  const { hostname } = new URL(gateway);
  let isOpen = true;
  const server = createServer((request, response) => {
    const isCode = request.method === 'GET' && request.url === path;
    const isHere = request.headers.host === `${hostname}:${portOf(server)}`;
    const opens = isOpen && isCode && isHere;
    if (opens) isOpen = false;
    const cookie = opens ? signIn(gateway, credentials) : Promise.resolve(null);
    cookie.then(
      (kept) => {
        // Who opens it a second time finds the page that asks who they are; after its time nothing listens here any more.
        const headers = {
          location: `${gateway}/`,
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
        };
        response.writeHead(isCode && isHere ? 303 : 404, { ...headers, ...(kept && { 'set-cookie': kept }) });
        response.end();
      },
      () => {
        isOpen = true;
        response.writeHead(502).end('Seatkeeper does not answer: try once more.\n');
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const timer = setTimeout(() => server.close(), openForMs);
  timer.unref();
  server.unref();
  return { url: `http://${hostname}:${portOf(server)}${path}`, close: () => void server.close() };
}

const portOf = (server: Server): number | undefined => (server.address() as AddressInfo | null)?.port;

/** The cookie that a page would get; null where the password is another by now. */
async function signIn(gateway: string, credentials: DoorWanted['credentials']): Promise<string | null> {
  const { origin } = new URL(gateway);
  const response = await fetch(`${gateway}/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-seatkeeper-console': '1', origin },
    body: JSON.stringify({ ...credentials, session: 'cookie' }),
  });
  if (response.status >= 500) throw new Error(`Signing in answered ${response.status}.`);
  return response.headers.get('set-cookie');
}
