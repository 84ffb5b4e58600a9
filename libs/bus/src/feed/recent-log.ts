import { Redis } from 'ioredis';
import { addScript, afterScript, openScript } from './recent-log.scripts.js';

/** A place in a log: the log's beginning and how manieth. What follows has the next number, or something was missed. */
export interface Mark {
  readonly epoch: string;
  readonly seq: number;
}

export interface LogEntry {
  readonly mark: Mark;
  readonly note: string;
}

/** A log lasts so long after it was opened last. */
const LASTS_MS = 90_000;
const MOST_KEPT = 1_000;
const ANSWERS_WITHIN_MS = 2_000;

interface Commands {
  openLog(...keysAndArgs: (string | number)[]): Promise<[string, number]>;
  addToLog(...keysAndArgs: (string | number)[]): Promise<number>;
  readLog(...keysAndArgs: (string | number)[]): Promise<[string, number, [string, string[]][]] | []>;
}

export interface LogListener {
  /** Something was added; maybe not the next after what is known. */
  added(topic: string, entry: LogEntry): void;
  /** What is added is not heard for the time being. */
  away(): void;
  /** It is heard again; what was added meanwhile was not. */
  back(): void;
}

/**
 * The last entries of some topics, each while somebody has it open, in Redis for all copies of a service. Every entry has the
 * number after the one before it: so whoever misses one knows.
 */
export class RecentLog {
  private readonly redis: Redis & Commands;
  private readonly hearing: Redis;
  private readonly topics = new Set<string>();
  private isListening = false;
  private isOpen = false;

  constructor(
    url: string,
    private readonly prefix: string,
    private readonly listener: LogListener,
  ) {
    const options = {
      lazyConnect: true,
      connectTimeout: ANSWERS_WITHIN_MS,
      commandTimeout: ANSWERS_WITHIN_MS,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      retryStrategy: (times: number) => Math.min(times * 100, 1_000),
      reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    };
    this.redis = new Redis(url, {
      ...options,
      enableAutoPipelining: true,
      scripts: {
        openLog: { lua: openScript, numberOfKeys: 4 },
        addToLog: { lua: addScript, numberOfKeys: 4 },
        readLog: { lua: afterScript, numberOfKeys: 3 },
      },
    }) as Redis & Commands;
    this.hearing = new Redis(url, { ...options, autoResubscribe: false });
    // What fails is told to whoever asked for it.
    this.redis.on('error', () => undefined);
    this.hearing.on('error', () => undefined);
    this.hearing.on('message', (channel: string, message: string) => this.heard(channel, message));
    this.hearing.on('close', () => {
      this.isListening = false;
      listener.away();
    });
    this.hearing.on('ready', () => void this.hearAgain());
    this.redis.on('ready', () => this.tellBack());
  }

  async connect(): Promise<void> {
    this.isOpen = true;
    await Promise.all([this.redis.connect(), this.hearing.connect()]);
  }

  close(): void {
    this.isOpen = false;
    this.redis.disconnect();
    this.hearing.disconnect();
  }

  /** From now on what is added to the topic is told. */
  async listen(topic: string): Promise<void> {
    this.topics.add(topic);
    await this.hearing.subscribe(this.channel(topic));
  }

  async unlisten(topic: string): Promise<void> {
    this.topics.delete(topic);
    await this.hearing.unsubscribe(this.channel(topic));
  }

  /**
   * Opens a log, or keeps it open, and answers its end. It begins anew when there is none, or when Redis has gone back to a
   * state before what is `known`.
   */
  async open(topic: string, known?: Mark): Promise<Mark> {
    const said = known ? [known.epoch, known.seq] : ['', 0];
    const [epoch, seq] = await this.redis.openLog(...this.keys(topic), LASTS_MS, ...said);
    return { epoch, seq: Number(seq) };
  }

  /** Without effect while nobody has the log open, and for an entry that it has. */
  async add(topic: string, id: string, note: string): Promise<void> {
    await this.redis.addToLog(...this.keys(topic), id, note, MOST_KEPT, this.channel(topic));
  }

  /** What was added after a mark; null when that is not known. */
  async after(topic: string, mark: Mark): Promise<LogEntry[] | null> {
    const [head, log, , generation] = this.keys(topic);
    const found = await this.redis.readLog(head, log, generation, mark.epoch, mark.seq);
    if (found.length === 0) return null;
    const [epoch, seq, entries] = found;
    if (epoch !== mark.epoch || seq < mark.seq || entries.length !== seq - mark.seq) return null;
    return entries.map(([id, [, note = '']]) => ({ mark: readMark(id) ?? mark, note }));
  }

  /** Makes every log begin anew: something is missing in them, and nobody knows what. */
  async beginAnew(): Promise<void> {
    await this.redis.incr(this.generation);
  }

  private async hearAgain(): Promise<void> {
    try {
      const channels = [...this.topics].map((topic) => this.channel(topic));
      if (channels.length > 0) await this.hearing.subscribe(...channels);
      this.isListening = true;
      this.tellBack();
    } catch {
      // It has gone again, or hangs: the next connection tries.
      if (this.isOpen) this.hearing.disconnect(true);
    }
  }

  private tellBack(): void {
    if (this.isListening && this.redis.status === 'ready') this.listener.back();
  }

  private heard(channel: string, message: string): void {
    const at = message.indexOf(' ');
    const mark = readMark(message.slice(0, at));
    const topic = channel.slice(this.channel('').length);
    if (mark) this.listener.added(topic, { mark, note: message.slice(at + 1) });
  }

  private channel(topic: string): string {
    return `${this.prefix}:recent:${topic}`;
  }

  private get generation(): string {
    return `${this.prefix}:recent-generation`;
  }

  private keys(topic: string): [head: string, log: string, seen: string, generation: string] {
    const each = this.channel(topic);
    return [`${each}:head`, `${each}:log`, `${each}:seen`, this.generation];
  }
}

export const writeMark = ({ epoch, seq }: Mark): string => `${epoch}-${seq}`;

/** Undefined for what is no mark. */
export function readMark(text: string): Mark | undefined {
  const [, epoch, seq] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return epoch === undefined || seq === undefined ? undefined : { epoch, seq: Number(seq) };
}
