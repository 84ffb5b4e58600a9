import { Frames } from './frames.js';
import type { Journal } from './journal.js';
import type { Watcher } from './tap.js';

const METHOD = 1;
const HEADER = 2;
const PROTOCOL_HEADER = Buffer.from('AMQP\0\0\x09\x01', 'latin1');
const BASIC = 60;
const [CONSUME, CONSUME_OK, PUBLISH, RETURN, DELIVER] = [20, 21, 40, 50, 60];
const BY_NUMBER: Readonly<Record<string, string>> = {
  '60.80': 'ack',
  '60.90': 'reject',
  '60.120': 'nack',
  '50.10': 'declare',
  '40.10': 'declare',
  '50.20': 'bind',
  '50.50': 'unbind',
};

/** Notes every message that one connection sends to RabbitMQ or gets from it, and what settles it. */
export function watchAmqp(journal: Journal, who: string): Watcher {
  const begun = new Map<number, { kind: string; where: string }>();
  const queues = new Map<string, string>();
  const asked: string[] = [];
  const watch = (direction: 'sent' | 'answered') =>
    new Frames(frameLength, (frame) => {
      if (frame[0] === METHOD) onMethod(direction, frame);
      else if (frame[0] === HEADER) onHeader(frame);
    });
  const onMethod = (direction: 'sent' | 'answered', frame: Buffer) => {
    const channel = frame.readUInt16BE(1);
    const [group, number] = [frame.readUInt16BE(7), frame.readUInt16BE(9)];
    const text = new ShortTexts(frame, 11);
    if (group === BASIC && number === PUBLISH) {
      text.skip(2);
      begun.set(channel, { kind: 'publish', where: address(text.next(), text.next()) });
    } else if (group === BASIC && number === DELIVER) {
      const tag = text.next();
      begun.set(channel, { kind: 'deliver', where: queues.get(`${channel} ${tag}`) ?? '' });
    } else if (group === BASIC && number === RETURN) begun.set(channel, { kind: 'return', where: '' });
    else if (group === BASIC && number === CONSUME) {
      text.skip(2);
      asked.push(text.next());
    } else if (group === BASIC && number === CONSUME_OK)
      queues.set(`${channel} ${text.next()}`, address('', asked.shift() ?? ''));
    else {
      const kind = BY_NUMBER[`${group}.${number}`];
      const confirms = kind === 'ack' && direction === 'answered';
      if (kind) journal.note({ who, server: 'rabbitmq', kind: confirms ? 'confirm' : kind, what: '' });
    }
  };
  /** A message is its method and then its header: that one knows what it is. */
  const onHeader = (frame: Buffer) => {
    const channel = frame.readUInt16BE(1);
    const message = begun.get(channel);
    begun.delete(channel);
    if (!message) return;
    const { type, size } = propertiesOf(frame.subarray(7));
    const what = [message.where, type].filter((word) => word !== undefined && word !== '').join(' ');
    journal.note({ who, server: 'rabbitmq', kind: message.kind, what, detail: `${size} bytes` });
  };
  const [sent, answered] = [watch('sent'), watch('answered')];
  return { sent: (chunk) => sent.push(chunk), answered: (chunk) => answered.push(chunk) };
}

function frameLength(bytes: Buffer): number | null {
  if (bytes.subarray(0, 4).equals(PROTOCOL_HEADER.subarray(0, 4))) return PROTOCOL_HEADER.length;
  return bytes.length < 7 ? null : 7 + bytes.readUInt32BE(3) + 1;
}

/** An address without what differs between stacks and questions. */
function address(exchange: string, key: string): string {
  if (key.startsWith('amq.rabbitmq.reply-to')) return 'answer';
  return exchange === '' ? local(key) : local(exchange);
}

/** The name of a queue or exchange without the prefix of the installation. */
const local = (name: string): string => name.replace(/^seatkeeper-[^.]+\./, '');

/** Short strings of a method's arguments, one after the other. */
class ShortTexts {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  skip(bytes: number): void {
    this.at += bytes;
  }

  next(): string {
    const length = this.bytes.readUInt8(this.at);
    const text = this.bytes.toString('utf8', this.at + 1, this.at + 1 + length);
    this.at += 1 + length;
    return text;
  }
}

/** Properties in the order of their flags, from the highest bit, up to the type. */
const PROPERTIES = [
  ...['contentType', 'contentEncoding', 'headers', 'deliveryMode', 'priority'],
  ...['correlationId', 'replyTo', 'expiration', 'messageId', 'timestamp', 'type'],
];
const SIZES: Readonly<Record<string, number>> = { deliveryMode: 1, priority: 1, timestamp: 8 };

function propertiesOf(payload: Buffer): { type?: string; size: number } {
  const size = Number(payload.readBigUInt64BE(4));
  const flags = payload.readUInt16BE(12);
  let at = 14;
  for (const [index, name] of PROPERTIES.entries()) {
    if (!(flags & (0x8000 >> index))) continue;
    if (name === 'type') return { size, type: new ShortTexts(payload, at).next() };
    at += name === 'headers' ? 4 + payload.readUInt32BE(at) : (SIZES[name] ?? 1 + payload.readUInt8(at));
  }
  return { size };
}
