import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Message } from '../books/books.js';

/** The address to which the webhooks of all firms are sent. It takes whatever comes, and remembers it. */
export class Receiver {
  readonly messages: Message[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(): Promise<Receiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `http://127.0.0.1:${port}/`);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        const { type, data } = JSON.parse(body) as { type: string; data: { user: { id: string } } };
        const messageId = String(request.headers['webhook-id']);
        receiver.messages.push({ messageId, at: Date.now(), type, userId: data.user.id });
        response.writeHead(204).end();
      });
    });
    return receiver;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
