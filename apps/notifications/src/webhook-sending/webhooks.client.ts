import { Inject, Injectable } from '@nestjs/common';
import { BlockedAddress, JudgedAddresses, judgedRequest, metrics, SETTINGS } from '@seatkeeper/service';
import type { IncomingMessage } from 'node:http';
import type { NotificationsSettings } from '../settings.js';
import type { Signed } from './signatures.js';

export interface SendOutcome {
  kind: 'sent' | 'refused' | 'gone' | 'unreachable' | 'blocked';
  status: number | null;
  ms: number;
  answer: string;
}

type Settings = Pick<
  NotificationsSettings,
  'WEBHOOK_NETWORKS' | 'WEBHOOK_DNS_SERVERS' | 'WEBHOOK_ANSWER_SECONDS'
>;

/** Of an answer's body, which only people will look at, so much is read and for so long. */
const MOST_BYTES = 4_096;
const BODY_MS = 1_000;
const MOST_KEPT = 1_000;

const attempts = metrics.counter('webhook_attempts_total', 'Webhooks sent to receivers, by outcome', [
  'outcome',
]);

/** Hands messages to receivers, whom nobody trusts. It never throws: every way an attempt can end is an outcome. */
@Injectable()
export class WebhooksClient {
  private readonly addresses: JudgedAddresses;
  private readonly answerMs: number;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.addresses = new JudgedAddresses(settings.WEBHOOK_NETWORKS, settings.WEBHOOK_DNS_SERVERS);
    this.answerMs = settings.WEBHOOK_ANSWER_SECONDS * 1_000;
  }

  async send(url: string, body: string, signed: Signed): Promise<SendOutcome> {
    const began = performance.now();
    const outcome = await this.attempt(url, body, signed);
    attempts.inc({ outcome: outcome.kind });
    return { ...outcome, ms: Math.round(performance.now() - began) };
  }

  private async attempt(url: string, body: string, signed: Signed): Promise<Omit<SendOutcome, 'ms'>> {
    const deadline = AbortSignal.timeout(this.answerMs);
    try {
      const answer = await judgedRequest(this.addresses, url, {
        method: 'POST',
        headers: {
          ...signed,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Seatkeeper-Webhooks/1',
        },
        body,
        signal: deadline,
      });
      const status = answer.statusCode ?? 0;
      return { kind: kindOf(status), status, answer: await beginningOf(answer) };
    } catch (error) {
      const kind = error instanceof BlockedAddress ? 'blocked' : 'unreachable';
      const answer = deadline.aborted
        ? `There was no answer within ${this.answerMs / 1_000} s.`
        : readable(error instanceof Error ? error.message : String(error));
      return { kind, status: null, answer };
    }
  }
}

const kindOf = (status: number): SendOutcome['kind'] => {
  if (status >= 200 && status < 300) return 'sent';
  return status === 410 ? 'gone' : 'refused';
};

/** The status has said it all: what follows may stall, break off or never end. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = setTimeout(() => answer.destroy(), BODY_MS);
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, MOST_BYTES - bytes));
      bytes += chunk.length;
      if (bytes >= MOST_BYTES) break;
    }
  } catch {
    // What came before it broke off is shown.
  } finally {
    clearTimeout(stop);
    answer.destroy();
  }
  return readable(Buffer.concat(chunks).toString('utf8'));
}

const readable = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MOST_KEPT);
