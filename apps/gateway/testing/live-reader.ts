import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { TestGateway } from './gateway.js';

export interface ReadEvent {
  readonly event: string;
  readonly id: string | undefined;
  /** Of a change, what changed; of a refusal, the problem. */
  readonly data: {
    readonly subject?: { readonly kind: string; readonly id: string };
    readonly code?: string;
    readonly detail?: string;
  };
}

/** Reads a stream of live events to its end, or until it is left. */
export class LiveReader {
  readonly events: ReadEvent[] = [];
  /** Whether the gateway has ended it. */
  hasEnded = false;
  lastEventId: string | undefined;
  private isLeft = false;
  private rest = '';

  private constructor(
    readonly status: number,
    private readonly request: ClientRequest,
  ) {}

  /** Resolves with the head of the answer; of a refusal, with all of it. */
  static open({ url }: Pick<TestGateway, 'url'>, token: string, lastEventId?: string): Promise<LiveReader> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    };
    return new Promise((resolve, reject) => {
      const request = get(`${url}/v1/events`, { headers, agent: false }, (answer) => {
        const reader = new LiveReader(answer.statusCode ?? 0, request);
        reader.lastEventId = lastEventId;
        reader.read(answer, () => resolve(reader));
      });
      request.on('error', reject);
    });
  }

  /** What was told of, without the words about the stream itself. */
  get ids(): string[] {
    return this.events.flatMap(({ data }) => data.subject?.id ?? []);
  }

  get names(): string[] {
    return this.events.map(({ event }) => event);
  }

  leave(): void {
    this.isLeft = true;
    this.request.destroy();
  }

  private read(answer: IncomingMessage, begun: () => void): void {
    answer.setEncoding('utf8');
    answer.on('error', () => undefined);
    answer.on('close', () => (this.hasEnded = !this.isLeft));
    if (this.status === 200) {
      answer.on('data', (part: string) => this.take(part));
      begun();
      return;
    }
    let body = '';
    answer.on('data', (part: string) => (body += part));
    answer.on('end', () => {
      this.events.push({ event: 'refused', id: undefined, data: JSON.parse(body) as ReadEvent['data'] });
      begun();
    });
  }

  private take(part: string): void {
    const blocks = (this.rest + part).split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const [id, event] = [field('id'), field('event')];
      this.lastEventId = id ?? this.lastEventId;
      if (event !== undefined)
        this.events.push({ event, id, data: JSON.parse(field('data') ?? '{}') as ReadEvent['data'] });
    }
  }
}
