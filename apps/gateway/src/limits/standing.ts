import { Fault } from '@seatkeeper/contracts';
import type { Policy, Standing } from '@seatkeeper/limits';

/** `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers-10. */
export function rateLimitHeaders(standings: readonly Standing[]): Record<string, string> {
  if (standings.length === 0) return {};
  return {
    'ratelimit-policy': standings
      .map(({ policy: { name, quota, seconds } }) => `"${name}";q=${quota};w=${seconds}`)
      .join(', '),
    ratelimit: standings
      .map(({ policy, remaining, resetMs }) => `"${policy.name}";r=${remaining};t=${secondsOf(resetMs)}`)
      .join(', '),
  };
}

/** The refusal of whoever is over a limit: which one, and when to try again. */
export function tooMany({ policy, resetMs }: Standing): Fault {
  const retryAfter = Math.max(1, secondsOf(resetMs));
  return new Fault('too-many-requests', {
    detail: `${who(policy)} Try again in ${inWords(retryAfter)}.`,
    members: { retryAfter, policy: policy.name },
  });
}

function who({ name, quota, seconds }: Policy): string {
  const allowed = `${quota} calls in ${inWords(seconds)}`;
  if (name === 'user') return `One user may make ${allowed}.`;
  if (name === 'account') return `All users of an account together may make ${allowed}.`;
  if (name.endsWith('-failures')) return 'Too many attempts from your network address have failed.';
  return `From one network address come at most ${allowed} of this kind.`;
}

const secondsOf = (ms: number): number => Math.ceil(ms / 1_000);

function inWords(seconds: number): string {
  const [count, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the limits that this call was counted by. */
    standings: Standing[];
  }
}
