import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { authorizeSession, type Caller, type Input } from '@seatkeeper/contracts';
import { RecentAnswers } from '../http/recent-answers.js';
import { ANSWERS_ABOUT_CALLERS } from './answers-about-callers.js';

/**
 * Whether a session lives and what it may do: asked of identity at most once per 800 ms and session,
 * however many requests it makes. Identity's document is the truth, so nothing has to be told to the
 * gateways when somebody is deactivated, banned, demoted or signed out.
 */
@Injectable()
export class SessionAnswersClient {
  private readonly answers = new RecentAnswers<Caller>(ANSWERS_ABOUT_CALLERS);

  constructor(private readonly bus: Bus) {}

  /** What was remembered from before `since`, in ms of `performance.now()`, does not count. */
  authorize(session: Input<typeof authorizeSession>, since?: number): Promise<Caller> {
    return this.answers.get(session.sessionId, () => this.bus.request(authorizeSession, session), since);
  }
}
