import { useMe } from '../../api/me.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';

/** Why who is signed in cannot say where people sign in: that takes a global admin of this very account. Null who can. */
export function useWhyNotChange(): string | null {
  const say = useSay();
  const whyNot = useWhyNot();
  const { user, account, home } = useMe();
  const isAdmin = user.globalAdmin && account.id === home.id;
  return whyNot('account.sign-on') ?? (isAdmin ? null : say('sso.adminsOnly'));
}
