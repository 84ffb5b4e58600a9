import { Inject, Injectable } from '@nestjs/common';
import type { Lane } from '@seatkeeper/contracts';
import { type Limiter, Limiters, type Policy, tooMany } from '@seatkeeper/limits';
import { metrics, noteSecurity, SETTINGS } from '@seatkeeper/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from '../trail/origins.js';
import { clientOf } from './addresses.js';
import { callerPolicies, isWrongGuess, type LimitSettings, policiesOf } from './policies.js';
import { sentenceOf } from './standing.js';

const refusals = metrics.counter('limited_total', 'Calls refused because a limit was reached', ['policy']);

interface LaneLimiters {
  readonly calls: Limiter | null;
  readonly failures: Limiter | null;
}

/** Whose call it is, for the log. */
interface Whose {
  readonly accountId?: string;
  readonly userId?: string;
}

/** Counts calls and refuses those over a limit, before any service is asked. */
@Injectable()
export class LimitsService {
  private readonly lanes: Readonly<Record<Lane, LaneLimiters>>;
  private readonly user: Limiter | null;
  private readonly account: Limiter | null;
  private readonly exports: Limiter | null;
  private readonly papers: Limiter | null;
  private readonly keys: LaneLimiters;

  constructor(@Inject(SETTINGS) settings: LimitSettings, limiters: Limiters) {
    const lane = ({ calls, failures }: { calls: Policy | null; failures: Policy | null }): LaneLimiters => ({
      calls: limiters.of(calls),
      failures: limiters.of(failures),
    });
    const policies = policiesOf(settings);
    this.lanes = {
      'sign-in': lane(policies['sign-in']),
      'sign-up': lane(policies['sign-up']),
      invitation: lane(policies.invitation),
      'password-reset': lane(policies['password-reset']),
      refresh: lane(policies.refresh),
      public: lane(policies.public),
    };
    const { user, account, exports, papers, apiKey, apiKeyFailures } = callerPolicies(settings);
    this.keys = lane({ calls: apiKey, failures: apiKeyFailures });
    this.exports = limiters.of(exports);
    this.papers = limiters.of(papers);
    this.user = limiters.of(user);
    this.account = limiters.of(account);
  }

  /**
   * Counts a call of a stranger. It counts as a failure from the beginning, and no longer when it is answered otherwise:
   * of many at once, no more than the limit allows get as far as guessing.
   */
  async admitStranger(lane: Lane, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { calls, failures } = this.lanes[lane];
    const client = clientOf(request.ip);
    await take(calls, client, request, {});
    await take(failures, client, request, {});
    if (!failures) return;
    reply.raw.once('finish', () => {
      if (!isWrongGuess(reply.statusCode, request.refusedWith))
        failures.giveBack(client).catch(() => undefined);
    });
  }

  /**
   * Counts a call with an API key that may be a guess, as a failure from the beginning; it takes that back who finds that
   * it was none. The same wrong key again is no new guess: a program that was forgotten keeps nobody else out.
   */
  async admitGuess(
    request: FastifyRequest,
    { isNew }: { isNew: boolean },
  ): Promise<{ takeBack: () => void }> {
    const { calls, failures } = this.keys;
    const client = clientOf(request.ip);
    await take(calls, client, request, {});
    if (isNew) await take(failures, client, request, {});
    return { takeBack: () => void failures?.giveBack(client).catch(() => undefined) };
  }

  /** Counts the beginning of a work that goes on for long after its call. */
  admitExport(
    caller: { accountId: string; homeAccountId?: string | undefined; userId: string },
    request: FastifyRequest,
  ): Promise<void> {
    return take(this.exports, caller.homeAccountId ?? caller.accountId, request, caller);
  }

  /** Counts a document that is to be made, which takes longer than any other answer. */
  admitPaper(
    caller: { accountId: string; homeAccountId?: string | undefined; userId: string },
    request: FastifyRequest,
  ): Promise<void> {
    return take(this.papers, caller.homeAccountId ?? caller.accountId, request, caller);
  }

  /** Counts a call of somebody whose token is genuine. */
  async admitCaller(caller: { accountId: string; userId: string }, request: FastifyRequest): Promise<void> {
    await Promise.all([
      take(this.user, caller.userId, request, caller),
      take(this.account, caller.accountId, request, caller),
    ]);
  }
}

async function take(
  limiter: Limiter | null,
  key: string,
  request: FastifyRequest,
  whose: Whose,
): Promise<void> {
  if (!limiter) return;
  const taken = await limiter.take(key);
  request.standings.push(taken);
  if (taken.allowed) return;
  const policy = limiter.policy.name;
  refusals.inc({ policy });
  if (taken.firstOver) noteSecurity('limit-reached', { ...whose, ...originOf(request), policy });
  throw tooMany(taken, sentenceOf(taken.policy));
}
