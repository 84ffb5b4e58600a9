import { Fault } from '@seatkeeper/contracts';
import type { Standing } from './limiter.js';

/** The refusal of what is over a limit; `sentence` says which one, and when to try again is added. */
export function tooMany({ policy, resetMs }: Standing, sentence: string): Fault {
  const retryAfter = Math.max(1, secondsOf(resetMs));
  return new Fault('too-many-requests', {
    detail: `${sentence} Try again in ${inWords(retryAfter)}.`,
    members: { retryAfter, policy: policy.name, quota: policy.quota, window: policy.seconds },
  });
}

/** Where a caller stands whom another service refused; null for a fault that does not come of a limit. */
export function standingOf({ code, members = {} }: Fault): Standing | null {
  const { retryAfter, policy: name, quota, window: seconds } = members;
  if (code !== 'too-many-requests' || typeof name !== 'string') return null;
  const policy = { name, quota: Number(quota), seconds: Number(seconds) };
  return { policy, remaining: 0, resetMs: Number(retryAfter) * 1_000 };
}

export const secondsOf = (ms: number): number => Math.ceil(ms / 1_000);

/** `90 seconds`, `3 minutes`, `20 hours`. */
export function inWords(seconds: number): string {
  const [count, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 2 * 3_600
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3_600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
