import type { Redis } from 'ioredis';
import { Limiter, type Policy } from './limiter.js';

/** Makes the limiters of a service; all of them count over one connection. */
export class Limiters {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  /** Null for a limit that is switched off. */
  of(policy: Policy | null): Limiter | null {
    return policy && new Limiter(policy, this.redis, this.prefix);
  }
}
