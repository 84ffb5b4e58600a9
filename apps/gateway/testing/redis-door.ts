import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to Redis that can be shut, and knows how much came through. */
export class RedisDoor {
  /** Bytes that Redis has answered. */
  answered = 0;
  private isOpen = true;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly target: URL,
    private readonly server: ReturnType<typeof createServer>,
  ) {}

  static async to(redisUrl: string): Promise<RedisDoor> {
    const server = createServer();
    const door = new RedisDoor(new URL(redisUrl), server);
    server.on('connection', (socket) => door.pass(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return door;
  }

  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** How many have come through and stay. */
  get connections(): number {
    return this.sockets.size / 2;
  }

  shut(): void {
    this.isOpen = false;
    for (const socket of this.sockets) socket.destroy();
  }

  open(): void {
    this.isOpen = true;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(socket: Socket): void {
    if (!this.isOpen) {
      socket.destroy();
      return;
    }
    const through = connect({ host: this.target.hostname, port: Number(this.target.port || 6379) });
    through.on('data', ({ length }) => (this.answered += length));
    socket.pipe(through).pipe(socket);
    for (const [one, other] of [
      [socket, through],
      [through, socket],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
