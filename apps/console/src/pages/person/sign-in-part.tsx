import type { Person } from '../people/person-acts.js';
import { FactorCard } from './factor-card.js';
import { KeysCard } from './keys-card.js';
import type { Beyond } from './person-queries.js';
import { SessionsCard } from './sessions-card.js';

/** By what somebody gets in: sessions, the second factor, API keys. */
export function SignInPart({ person, reason }: { readonly person: Person; readonly reason: Beyond }) {
  return (
    <div className="stack">
      <SessionsCard {...{ person, reason }} />
      {person.type === 'standard' && <FactorCard {...{ person, reason }} />}
      <KeysCard person={person} />
    </div>
  );
}
