import { Injectable } from '@nestjs/common';
import type { Caller } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { ApiKeyAnswersClient } from './api-key-answers.client.js';
import { isApiKey } from './api-keys.js';
import { askedAgain, SessionAnswersClient } from './session-answers.client.js';

const BEARER = /^Bearer +([^\s]+) *$/i;

/** Who makes a call, by an API key or in a session, which passport finds; what is sent says which it is. */
@Injectable()
export class CallersService {
  constructor(
    private readonly keys: ApiKeyAnswersClient,
    private readonly sessions: SessionAnswersClient,
  ) {}

  /** Undefined when no API key was sent. */
  async byKey(request: FastifyRequest): Promise<Caller | undefined> {
    const token = tokenOf(request);
    return isApiKey(token) ? this.keys.admit(token, request) : undefined;
  }

  /**
   * What a caller may do now, for what outlasts a call. Rejects with `unauthenticated` once it may nothing any more. What was
   * remembered from before `since`, in ms of `performance.now()`, does not count.
   */
  again(caller: Caller, request: FastifyRequest, since?: number): Promise<Caller> {
    const { sessionId } = caller;
    if (sessionId === undefined) return this.keys.again(tokenOf(request), request, since);
    return this.sessions.authorize(askedAgain(caller, sessionId), since);
  }
}

const tokenOf = ({ headers }: FastifyRequest): string => BEARER.exec(headers.authorization ?? '')?.[1] ?? '';
