import { Fault } from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';

/** What a password may not be: everybody who knows the person knows these. */
export interface KnownOfUser {
  username: string;
  email: string;
  slug: string;
}

/** Refuses a password that is the username, the e-mail address or the account's slug. `path` names the field. */
export function refusePassword(password: string, known: KnownOfUser, path: string): Fault | null {
  const folded = fold(password);
  const guessable = [known.username, known.email, known.slug].some((text) => fold(text) === folded);
  if (!guessable) return null;
  const message = 'May not be the username, the e-mail address or the account';
  return new Fault('validation-failed', { errors: [{ path, message }] });
}
