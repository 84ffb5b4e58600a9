import { once } from 'node:events';
import { createServer, connect as connectTo, type Server, type Socket } from 'node:net';

/** Stands between a test and the MongoDB of a URI with one server; can be frozen, cut and mended. */
export class CuttableServer {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;
  private frozen = false;

  private constructor(private readonly target: { path: string } | { host: string; port: number }) {}

  static async before(uri: string): Promise<CuttableServer> {
    const host = decodeURIComponent(/^mongodb:\/\/(?:[^@/]*@)?([^/?,]+)/.exec(uri)?.[1] ?? '');
    const [name = '', port = '27017'] = host.split(':');
    const proxy = new CuttableServer(
      host.startsWith('/') ? { path: host } : { host: name, port: Number(port) },
    );
    await proxy.mend();
    return proxy;
  }

  get uri(): string {
    return `mongodb://127.0.0.1:${this.port}/?directConnection=true`;
  }

  /** Takes connections (again), on the same port. */
  async mend(): Promise<void> {
    this.frozen = false;
    this.server = createServer((socket) => this.join(socket)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (typeof address === 'object' && address) this.port = address.port;
  }

  /** Takes nothing off any connection until it is mended: what is written to them fills their buffers. */
  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  /** Breaks every connection and takes no new ones. */
  async cut(): Promise<void> {
    const closed = this.server && once(this.server, 'close');
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(socket: Socket): void {
    const there = connectTo(this.target);
    for (const [from, to] of [
      [socket, there],
      [there, socket],
    ] as const) {
      this.sockets.add(from);
      if (!this.frozen) from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
