import { inWords, type Policy, secondsOf, type Standing } from '@seatkeeper/limits';

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

/** Whom a limit is for, and what it is. */
export function sentenceOf({ name, quota, seconds }: Policy): string {
  const allowed = `${quota} calls in ${inWords(seconds)}`;
  if (name === 'exports')
    return `All users of an account together may begin ${quota} exports in ${inWords(seconds)}.`;
  if (name === 'user') return `One user may make ${allowed}.`;
  if (name === 'account') return `All users of an account together may make ${allowed}.`;
  if (name.endsWith('-failures')) return 'Too many attempts from your network address have failed.';
  return `From one network address come at most ${allowed} of this kind.`;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the limits that this call was counted by. */
    standings: Standing[];
  }
}
