import { acting } from '../../api/acting.js';
import type { Person } from '../people/person-acts.js';
import { FactorCard } from './factor-card.js';
import { KeysCard } from './keys-card.js';
import type { Beyond } from './person-queries.js';
import { SessionsCard } from './sessions-card.js';

/** By what somebody gets in: sessions, the second factor, API keys. The last two are for the account itself. */
export function SignInPart({ person, reason }: { readonly person: Person; readonly reason: Beyond }) {
  const isFromAbove = acting.read() !== null;
  return (
    <div className="stack">
      <SessionsCard {...{ person, reason }} />
      {person.type === 'standard' && !isFromAbove && <FactorCard {...{ person, reason }} />}
      {!isFromAbove && <KeysCard person={person} />}
    </div>
  );
}
