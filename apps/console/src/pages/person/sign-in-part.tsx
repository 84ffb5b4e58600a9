import type { Person } from '../people/person-acts.js';
import { FactorCard } from './factor-card.js';
import { KeysCard } from './keys-card.js';
import { SessionsCard } from './sessions-card.js';

/** By what somebody gets in: sessions, the second factor, API keys. */
export function SignInPart({ person }: { readonly person: Person }) {
  return (
    <div className="stack">
      <SessionsCard person={person} />
      {person.type === 'standard' && <FactorCard person={person} />}
      <KeysCard person={person} />
    </div>
  );
}
