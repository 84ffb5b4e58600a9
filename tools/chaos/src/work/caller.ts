import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '../faults/faults.js';
import type { Traffic } from './traffic.js';

export interface Answer<B = Record<string, unknown>> {
  /** 0: the connection ended without an answer. */
  readonly status: number;
  readonly body: B;
  /** Whether an earlier try ended without anybody knowing what it did. */
  readonly afterDoubt: boolean;
}

export interface Call {
  /** What it is, in a word, for the report. */
  readonly what: string;
  /** The parts of the stack that it needs. */
  readonly parts: readonly Part[];
  readonly method: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: object | string;
  readonly contentType?: string;
  /** Calls that open something secret know no key: they are sent again without one. */
  readonly key?: string | null;
}

/** How long an ordinary caller goes on trying. */
const PATIENCE_MS = 90_000;
const ANSWER_WITHIN_MS = 40_000;
const AGAIN_AFTER_MS = 250;

/** Sends calls as a careful client does: with a key, and again until there is an answer that counts. */
export class Caller {
  constructor(
    private readonly gateway: string,
    private readonly traffic: Traffic,
  ) {}

  /** The first answer that counts. Throws when there is none within 90 s. */
  async send<B = Record<string, unknown>>(call: Call): Promise<Answer<B>> {
    const key = call.key === undefined ? randomUUID() : call.key;
    const end = performance.now() + PATIENCE_MS;
    let afterDoubt = false;
    for (;;) {
      const { status, body } = await this.traffic.during(call.what, call.parts, () => this.once(call, key));
      this.traffic.count(call.what, status);
      if (!isTransient(status, body)) return { status, body: body as B, afterDoubt };
      if (status === 0 || status === 503) afterDoubt = true;
      if (performance.now() > end)
        throw new Error(`${call.what}: no answer that counts within ${PATIENCE_MS / 1000} s, last ${status}`);
      await delay(AGAIN_AFTER_MS);
    }
  }

  /** One try, whatever comes of it. */
  async sendOnce(call: Call): Promise<Answer> {
    const { status, body } = await this.traffic.during(call.what, call.parts, () =>
      this.once(call, call.key ?? null),
    );
    this.traffic.count(call.what, status);
    return { status, body: body as Record<string, unknown>, afterDoubt: false };
  }

  private async once(call: Call, key: string | null) {
    try {
      const response = await fetch(this.gateway + call.path, {
        method: call.method,
        headers: {
          ...(call.token !== undefined && { authorization: `Bearer ${call.token}` }),
          ...(key !== null && { 'idempotency-key': key }),
          ...(call.body !== undefined && { 'content-type': call.contentType ?? 'application/json' }),
        },
        body: typeof call.body === 'object' ? JSON.stringify(call.body) : (call.body ?? null),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as unknown) };
    } catch {
      return { status: 0, body: {} };
    }
  }
}

/** Nothing, or nothing yet: a caller tries again. */
function isTransient(status: number, body: unknown): boolean {
  const { code } = body as { code?: string };
  return (
    status === 0 ||
    status === 429 ||
    status === 503 ||
    (status === 409 && (code === 'idempotency-in-progress' || code === 'user-busy'))
  );
}
