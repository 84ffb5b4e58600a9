import type { PastedPerson } from './pasted-people.js';

export type RowState = 'checking' | 'unlooked' | 'new' | 'known' | 'invited' | 'invalid' | 'double';

/** What is known of an address: who has it, and in which status. */
export type Known = ReadonlyMap<string, { readonly status: string }>;

export interface InviteRow extends PastedPerson {
  readonly state: RowState;
}

/** As the API takes a person: an address, and a first and a last name. */
export const isComplete = ({ email, firstName, lastName }: PastedPerson): boolean =>
  email !== '' && firstName.trim() !== '' && lastName.trim() !== '';

/** What was looked up: the addresses of which it is known whether anybody has them, and those that could not be looked up. */
export interface Looks {
  readonly known: Known;
  readonly looked: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
}

/** What would become of each; of several with one address the first counts. */
export function rowsOf(people: readonly PastedPerson[], looks: Looks): InviteRow[] {
  const seen = new Set<string>();
  return people.map((person) => {
    const isDouble = seen.has(person.email);
    if (person.email !== '') seen.add(person.email);
    return { ...person, state: isDouble ? 'double' : stateOf(person, looks) };
  });
}

function stateOf(person: PastedPerson, { known, looked, failed }: Looks): RowState {
  const there = known.get(person.email);
  if (there) return there.status === 'invited' || there.status === 'waiting' ? 'invited' : 'known';
  if (!isComplete(person)) return 'invalid';
  if (failed.has(person.email)) return 'unlooked';
  return looked.has(person.email) ? 'new' : 'checking';
}
