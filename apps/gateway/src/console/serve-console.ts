import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fileURLToPath } from 'node:url';
import { HOME_HEADERS, renderUnbuilt } from '../pages/home-page.js';
import { type Asked, ConsoleFiles, isPage, keptSeconds } from './console-files.js';

/** Where `npm run build` leaves it, seen from the sources as from what is built of them. */
const BUILT = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** Reading the names of its files takes a fraction of a millisecond. */
const LOOK_EVERY_MS = 1_000;

/**
 * What the pages of the console may do: run and show what comes from this very address, and talk to it. Nothing that was
 * written into a page works, whoever brought it in.
 */
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(self), usb=()',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
};

export interface ConsoleSettings {
  readonly CONSOLE: boolean;
  readonly CONSOLE_FOLDER: string;
}

/**
 * Answers browsers with the console: its files under their names, and its page wherever else a browser goes that no call
 * has an address. Before whatever says that there is nothing. Nobody else's addresses change.
 */
export async function serveConsole(fastify: FastifyInstance, settings: () => ConsoleSettings): Promise<void> {
  let found: { files: ConsoleFiles | null; at: number } | undefined;
  const consoleFiles = () => {
    // It may be built anew, or for the first time, while the gateway runs.
    if (!found || performance.now() - found.at > LOOK_EVERY_MS)
      found = { files: ConsoleFiles.in(settings().CONSOLE_FOLDER || BUILT), at: performance.now() };
    return found.files;
  };
  await fastify.register(fastifyStatic, { serve: false, preCompressed: true, cacheControl: false });
  fastify.addHook('onRequest', async (request, reply) => {
    if (!settings().CONSOLE) return;
    const asked = askedBy(request);
    if (asked.isServed && asked.path !== '/') return;
    const built = consoleFiles();
    if (!built) {
      if (asked.path !== '/' && !isPage(asked)) return;
      return reply
        .status(asked.path === '/' ? 200 : 503)
        .headers(HOME_HEADERS)
        .send(renderUnbuilt(request.headers['accept-language']));
    }
    const name = built.fileFor(asked);
    if (name === null) return;
    request.isOfConsole = true;
    const seconds = keptSeconds(name);
    void reply.headers({
      ...PAGE_HEADERS,
      vary: 'accept-encoding',
      'cache-control': seconds === 0 ? 'no-cache' : `public, max-age=${seconds}, immutable`,
    });
    return reply.sendFile(name, built.folder);
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Answered with a file of the console. */
    isOfConsole?: boolean;
  }
}

function askedBy({ method, url, headers, is404 }: FastifyRequest): Asked {
  return { method, path: url.split('?', 1)[0] ?? '', accept: headers.accept, isServed: !is404 };
}
