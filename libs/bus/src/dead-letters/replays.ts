import { type Hearer, refuseOrigin } from '../events/origin.js';
import type { DeadLetter } from './dead-letter.js';

/** What a service put away because it did not believe who had sent it. */
const NOT_BELIEVED: readonly string[] = ['source-not-owner', 'user-not-source'];

/**
 * Why a dead letter is not given to its handlers once more; null if it may be. A service puts one away under its own user, which it
 * believes: put back, what it did not believe at first would be. Where a service itself puts letters back, as `hearer`, that goes
 * for those as well that the broker gave up before anybody had looked who sent them.
 */
export function refuseReplay({ type, source, userId, code }: DeadLetter, hearer?: Hearer): string | null {
  if (source === undefined) return 'It cannot be read, now or later: it can only be dropped';
  if (NOT_BELIEVED.includes(code) || (hearer && refuseOrigin({ type, source }, userId, hearer)))
    return `It was not told by the owner of ${type}: whoever owns that tells it again, this one can only be dropped`;
  return null;
}
