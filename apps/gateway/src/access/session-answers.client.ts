import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { authorizeActing, authorizeSession, type Caller, type Input } from '@seatkeeper/contracts';
import { RecentAnswers } from '../http/recent-answers.js';
import { ANSWERS_ABOUT_CALLERS } from './answers-about-callers.js';

/** A session in its own account, or in one below it. */
type Asked = Input<typeof authorizeSession> | Input<typeof authorizeActing>;

/**
 * Whether a session lives and what it may do: asked of identity at most once per 800 ms, session and account,
 * however many requests it makes. Identity's document is the truth, so nothing has to be told to the
 * gateways when somebody is deactivated, banned, demoted or signed out, or when an account leaves the one above.
 */
@Injectable()
export class SessionAnswersClient {
  private readonly answers = new RecentAnswers<Caller>(ANSWERS_ABOUT_CALLERS);

  constructor(private readonly bus: Bus) {}

  /** What was remembered from before `since`, in ms of `performance.now()`, does not count. */
  authorize(session: Asked, since?: number): Promise<Caller> {
    return this.answers.get(memoryOf(session), () => this.ask(session), since);
  }

  private ask(session: Asked): Promise<Caller> {
    return 'homeAccountId' in session
      ? this.bus.request(authorizeActing, session)
      : this.bus.request(authorizeSession, session);
  }
}

/** The same session is somebody else in each account. */
const memoryOf = (session: Asked): string =>
  `${session.sessionId} ${session.accountId} ${'homeAccountId' in session ? session.homeAccountId : ''}`;

/** What is asked about who was admitted before. */
export function askedAgain({ accountId, userId, homeAccountId }: Caller, sessionId: string): Asked {
  return { accountId, userId, sessionId, ...(homeAccountId !== undefined && { homeAccountId }) };
}
