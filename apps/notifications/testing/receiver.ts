import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
}

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

const status =
  (code: number, body = '', headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    response.writeHead(code, headers).end(body);

/** Every way in which a receiver can be a nuisance, and the good one. */
export const behaviours = {
  ok: status(204),
  fail: status(500, 'We are down.'),
  gone: status(410),
  hang: () => undefined,
  hangUp: (_response, { socket }) => socket.destroy(),
  /** A status line, and then a header now and then for ever. */
  dribble: (_response, { socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const timer = setInterval(() => socket.write('x-more: and more\r\n'), 100);
    socket.on('close', () => clearInterval(timer));
  },
  /** The head is good and the body has no end. */
  stream: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const more = () => {
      while (!response.destroyed && response.write('and more '.repeat(5_000)));
    };
    response.on('drain', more);
    more();
  },
  /** The head is good, and the body never comes. */
  stall: (response) => void response.writeHead(200).flushHeaders(),
  hugeHead: (_response, { socket }) => {
    socket.write(`HTTP/1.1 200 OK\r\nx-huge: ${'x'.repeat(100_000)}\r\n\r\n`);
  },
  noHttp: (_response, { socket }) => socket.end('220 smtp.example ESMTP\r\n'),
} satisfies Record<string, Behaviour>;

export const redirectTo = (location: string): Behaviour => status(307, '', { location });

/** A receiver of webhooks on a real socket, which does as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  /** Connections that were open at the same time, at most. */
  most = 0;
  behaviour: Behaviour = behaviours.ok;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly host: string) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      this.most = Math.max(this.most, this.sockets.size);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
  }

  static async start(host = '127.0.0.1', port = 0): Promise<Receiver> {
    const receiver = new Receiver(host);
    receiver.server.listen(port, host);
    await once(receiver.server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://${this.host}:${this.port}/hooks`;
  }

  get open(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const headers = request.headers as Record<string, string>;
    this.received.push({ path: request.url ?? '', headers, body });
    this.behaviour(response, request);
  }
}
