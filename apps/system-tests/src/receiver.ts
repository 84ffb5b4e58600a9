import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Somebody's own server, to which webhooks are sent. */
export class Receiver {
  readonly received: { readonly body: string; readonly headers: Record<string, string> }[] = [];
  /** What it answers with. */
  answer: { readonly status: number; readonly body?: string } = { status: 204 };

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(path = '/'): Promise<Receiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new Receiver(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    );
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        receiver.received.push({ body, headers: request.headers as Record<string, string> });
        response.writeHead(receiver.answer.status).end(receiver.answer.body);
      });
    });
    return receiver;
  }

  close(): void {
    this.server.close();
  }
}
