import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const HEADER_BYTES = 12;
/** Answer, recursion available; no error, or no such name. */
const FOUND = 0x8180;
const NOT_FOUND = 0x8183;
const IPV4 = 1;

/** A name server that says something else each time, if it is told to. */
export class NameServer {
  asked = 0;
  private readonly answers = new Map<string, string[]>();

  private constructor(private readonly socket: Socket) {
    socket.on('message', (question, from) => socket.send(this.answer(question), from.port, from.address));
  }

  static async start(): Promise<NameServer> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new NameServer(socket);
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  /** One address for each question, and the last of them for all that follow; several at once with `+` between. */
  say(name: string, ...addresses: string[]): void {
    this.answers.set(name, addresses);
  }

  stop(): void {
    this.socket.close();
  }

  private answer(question: Buffer): Buffer {
    const labels: string[] = [];
    let at = HEADER_BYTES;
    for (let length = question[at]!; length > 0; length = question[at]!) {
      labels.push(question.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const type = question.readUInt16BE(at + 1);
    const asked = question.subarray(HEADER_BYTES, at + 5);
    const addresses = type === IPV4 ? this.next(labels.join('.').toLowerCase()) : [];
    const header = Buffer.from(question.subarray(0, HEADER_BYTES));
    header.writeUInt16BE(this.answers.has(labels.join('.').toLowerCase()) ? FOUND : NOT_FOUND, 2);
    header.writeUInt16BE(addresses.length, 6);
    header.writeUInt32BE(0, 8);
    return Buffer.concat([header, asked, ...addresses.map(record)]);
  }

  private next(name: string): string[] {
    this.asked += 1;
    const answers = this.answers.get(name) ?? [];
    const address = answers.length > 1 ? answers.shift() : answers[0];
    return address === undefined ? [] : address.split('+');
  }
}

/** The name as in the question, an address of IPv4, forgotten at once. */
function record(address: string): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16BE(0xc00c, 0);
  bytes.writeUInt16BE(IPV4, 2);
  bytes.writeUInt16BE(1, 4);
  bytes.writeUInt16BE(4, 10);
  address.split('.').forEach((part, index) => bytes.writeUInt8(Number(part), 12 + index));
  return bytes;
}
