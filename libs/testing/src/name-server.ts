import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const HEADER_BYTES = 12;
/** Answer, recursion available; no error, or no such name. */
const FOUND = 0x8180;
const NOT_FOUND = 0x8183;
const IPV4 = 1;
const TXT = 16;

/** A name server that says something else each time, if it is told to. Texts are what it says of a name besides. */
export class NameServer {
  asked = 0;
  private readonly answers = new Map<string, string[]>();
  private readonly texts = new Map<string, string[]>();

  private constructor(private readonly socket: Socket) {
    socket.on('message', (question, from) => socket.send(this.answer(question), from.port, from.address));
  }

  /** At a free port unless one is named. */
  static async start(port = 0): Promise<NameServer> {
    const socket = createSocket('udp4').bind(port, '127.0.0.1');
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

  /** The texts (TXT) of a name, each of 255 letters at most. */
  write(name: string, ...texts: string[]): void {
    this.texts.set(name, texts);
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
    const name = labels.join('.').toLowerCase();
    const records = this.recordsOf(name, type);
    const header = Buffer.from(question.subarray(0, HEADER_BYTES));
    header.writeUInt16BE(this.answers.has(name) || this.texts.has(name) ? FOUND : NOT_FOUND, 2);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt32BE(0, 8);
    return Buffer.concat([header, asked, ...records]);
  }

  private recordsOf(name: string, type: number): Buffer[] {
    if (type === IPV4) return this.next(name).map(addressRecord);
    return type === TXT ? (this.texts.get(name) ?? []).map(textRecord) : [];
  }

  private next(name: string): string[] {
    this.asked += 1;
    const answers = this.answers.get(name) ?? [];
    const address = answers.length > 1 ? answers.shift() : answers[0];
    return address === undefined ? [] : address.split('+');
  }
}

const addressRecord = (address: string): Buffer => record(IPV4, Buffer.from(address.split('.').map(Number)));
const textRecord = (text: string): Buffer =>
  record(TXT, Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]));

/** The name as in the question, what is said of it, forgotten at once. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
