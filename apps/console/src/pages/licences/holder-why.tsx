import { Moment } from '../../design/moments.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';

/** Why somebody holds a seat; of a day that is over, what has become of them since. */
export function HolderWhy({ person, isThen }: { readonly person: Person; readonly isThen: boolean }) {
  const say = useSay();
  const { status, invitation, ban, lastActiveAt } = person;
  switch (status) {
    case 'active':
      return lastActiveAt ? (
        <>
          {say('licences.why.active')} <Moment at={lastActiveAt} />
        </>
      ) : (
        say('licences.why.neverActive')
      );
    case 'invited':
      return invitation ? (
        <>
          {say(invitation.state === 'expired' ? 'licences.why.expired' : 'licences.why.invited')}{' '}
          <Moment at={invitation.expiresAt} />
        </>
      ) : null;
    case 'banned':
      return ban?.until ? (
        <>
          {say('licences.why.bannedUntil')} <Moment at={ban.until} />
        </>
      ) : (
        say('licences.why.banned')
      );
    case 'waiting':
    case 'pending':
    case 'deactivated':
      return isThen ? say('licences.why.then') : say('licences.why.changing');
  }
}
