import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between a service and RabbitMQ that can be cut, held, and made to carry a word from the broker. */
export class BrokenWire {
  private readonly pairs = new Set<{ near: Socket; far: Socket }>();
  private down = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  static async to(url: string): Promise<BrokenWire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new BrokenWire(server, new URL(url));
  }

  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Every connection breaks at once; new ones are possible. */
  cut(): void {
    for (const { near, far } of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  /** Cuts, and lets nobody in until `mend`. */
  takeDown(): void {
    this.down = true;
    this.cut();
  }

  mend(): void {
    this.down = false;
  }

  /** What RabbitMQ says to publishers when it runs short of memory. */
  block(): void {
    this.say(frame(10, 60, Buffer.from('\x07low mem')));
  }

  unblock(): void {
    this.say(frame(10, 61, Buffer.alloc(0)));
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    const pair = { near, far: connect(Number(this.target.port || 5672), this.target.hostname) };
    for (const socket of [pair.near, pair.far]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.pairs.delete(pair);
        pair.near.destroy();
        pair.far.destroy();
      });
    }
    if (this.down) {
      near.destroy();
      return;
    }
    this.pairs.add(pair);
    pair.near.pipe(pair.far);
    pair.far.pipe(pair.near);
  }

  private say(bytes: Buffer): void {
    for (const { near } of this.pairs) near.write(bytes);
  }
}

/** A method frame of AMQP 0-9-1 on the connection's own channel. */
function frame(classId: number, methodId: number, args: Buffer): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(1, 0);
  head.writeUInt32BE(4 + args.length, 3);
  head.writeUInt16BE(classId, 7);
  head.writeUInt16BE(methodId, 9);
  return Buffer.concat([head, args, Buffer.from([0xce])]);
}
