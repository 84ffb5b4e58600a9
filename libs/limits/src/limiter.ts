import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** So many calls within so many seconds; the name stands in headers, metrics and the log. */
export interface Policy {
  readonly name: string;
  readonly quota: number;
  readonly seconds: number;
}

/** Where a caller stands with one policy. */
export interface Standing {
  readonly policy: Policy;
  readonly remaining: number;
  /** Milliseconds until everything is to be had again. */
  readonly resetMs: number;
}

export interface Taken extends Standing {
  readonly allowed: boolean;
  /** The first call over the limit since everything was to be had: the one to tell of. */
  readonly firstOver: boolean;
}

/**
 * Counts by one policy, in Redis for all copies of a service together. While Redis is away each copy counts alone:
 * a limit that is some times as high is better than none, and than no answer.
 */
export class Limiter {
  private readonly counts: RateLimiterRedis;

  constructor(
    readonly policy: Policy,
    redis: Redis,
    prefix: string,
  ) {
    const limit = { points: policy.quota, duration: policy.seconds };
    this.counts = new RateLimiterRedis({
      ...limit,
      storeClient: redis,
      keyPrefix: `${prefix}:limit:${policy.name}`,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(limit),
    });
  }

  async take(key: string): Promise<Taken> {
    try {
      return this.standing(await this.counts.consume(key), true);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return this.standing(refused, false);
      throw refused;
    }
  }

  /** Takes back what was counted for a call that turned out to be none of the kind. */
  async giveBack(key: string): Promise<void> {
    await this.counts.reward(key);
  }

  private standing(found: RateLimiterRes, allowed: boolean): Taken {
    const { policy } = this;
    return {
      policy,
      remaining: Math.max(0, found.remainingPoints),
      resetMs: found.msBeforeNext,
      allowed,
      firstOver: found.consumedPoints === policy.quota + 1,
    };
  }
}
