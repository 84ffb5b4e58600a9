import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { authorizeSession, type Caller } from '@seatkeeper/contracts';

/**
 * How old an answer of identity may be. Revocation promises one second; the rest of it is for the question
 * itself, which starts the clock.
 */
const FRESH_MS = 800;
const KEPT = 20_000;

interface Known {
  asked: number;
  answer: Promise<Caller>;
}

/**
 * Whether a session lives and what it may do: asked of identity at most once per 800 ms and session,
 * however many requests it makes. Identity's document is the truth, so nothing has to be told to the
 * gateways when somebody is deactivated, banned, demoted or signed out.
 */
@Injectable()
export class SessionAnswersClient {
  private readonly known = new Map<string, Known>();

  constructor(private readonly bus: Bus) {}

  authorize(session: { accountId: string; userId: string; sessionId: string }): Promise<Caller> {
    const now = performance.now();
    const known = this.known.get(session.sessionId);
    if (known && now - known.asked < FRESH_MS) return known.answer;
    const answer = this.bus.request(authorizeSession, session);
    this.known.delete(session.sessionId);
    this.known.set(session.sessionId, { asked: now, answer });
    this.forgetOldest();
    // An outage is not an answer: the next request asks again.
    answer.catch(() => {
      if (this.known.get(session.sessionId)?.answer === answer) this.known.delete(session.sessionId);
    });
    return answer;
  }

  private forgetOldest(): void {
    if (this.known.size <= KEPT) return;
    const oldest = this.known.keys().next().value;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}
