import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { authorizeApiKey, type Caller, Fault } from '@seatkeeper/contracts';
import { BoundedMap, noteSecurity } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { RecentAnswers } from '../http/recent-answers.js';
import { LimitsService } from '../limits/limits.service.js';
import { originOf } from '../trail/origins.js';
import { type PresentedKey, readApiKey } from './api-keys.js';
import { ANSWERS_ABOUT_CALLERS } from './answers-about-callers.js';

/**
 * Whether an API key works and what it can do, asked of identity as for sessions. A key that was right before is no guess:
 * its calls count for its user alone. One that was wrong stays so, and is refused without asking.
 */
@Injectable()
export class ApiKeyAnswersClient {
  private readonly answers = new RecentAnswers<Caller>(ANSWERS_ABOUT_CALLERS);
  private readonly right = new BoundedMap<string, Pick<Caller, 'accountId' | 'userId'>>(
    ANSWERS_ABOUT_CALLERS.kept,
  );
  private readonly wrong = new BoundedMap<string, true>(ANSWERS_ABOUT_CALLERS.kept);

  constructor(
    private readonly bus: Bus,
    private readonly limits: LimitsService,
  ) {}

  /** Counts the call, and says who makes it. Rejects with the same whatever is wrong with the key. */
  async admit(token: string, request: FastifyRequest): Promise<Caller> {
    const key = readApiKey(token);
    const whose = key && this.right.get(memoryOf(key));
    if (whose) {
      await this.limits.admitCaller(whose, request);
      return this.authorize(key, request);
    }
    const known = key !== null && this.wrong.has(memoryOf(key));
    const guess = await this.limits.admitGuess(request, { isNew: !known });
    if (!key) noteSecurity('api-key-refused', { ...originOf(request), reason: 'malformed' });
    if (!key || known) throw notRight();
    const caller = await this.authorize(key, request).catch((error: unknown) => {
      if (!isRefusal(error)) guess.takeBack();
      throw error;
    });
    guess.takeBack();
    await this.limits.admitCaller(caller, request);
    return caller;
  }

  /** Who makes the call of a key that was admitted before, for what outlasts a call. */
  async again(token: string, request: FastifyRequest, since?: number): Promise<Caller> {
    const key = readApiKey(token);
    if (!key) throw notRight();
    return this.authorize(key, request, since);
  }

  private authorize(key: PresentedKey, request: FastifyRequest, since?: number): Promise<Caller> {
    const memory = memoryOf(key);
    const ask = async () => {
      try {
        const caller = await this.bus.request(authorizeApiKey, { ...key, ...originOf(request) });
        const { accountId, userId } = caller;
        this.right.set(memory, { accountId, userId });
        return caller;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        this.right.delete(memory);
        this.wrong.set(memory, true);
        throw notRight();
      }
    };
    return this.answers.get(memory, ask, since);
  }
}

/** Whoever knows the public part of a key, and guesses the rest, is not remembered as that key. */
const memoryOf = ({ keyId, secretHash }: PresentedKey): string => `${keyId} ${secretHash}`;

const isRefusal = (error: unknown): boolean => error instanceof Fault && error.code === 'unauthenticated';

const notRight = (): Fault => new Fault('unauthenticated', 'The API key is not valid.');
