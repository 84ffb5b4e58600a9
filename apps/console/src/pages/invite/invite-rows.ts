import type { PastedPerson } from './pasted-people.js';

export type RowState = 'checking' | 'new' | 'known' | 'invited' | 'invalid';

/** What is known of an address: who has it, and in which status. */
export type Known = ReadonlyMap<string, { readonly status: string }>;

export interface InviteRow extends PastedPerson {
  readonly state: RowState;
}

/** As the API takes a person: an address, and a first and a last name. */
export const isComplete = ({ email, firstName, lastName }: PastedPerson): boolean =>
  email !== '' && firstName.trim() !== '' && lastName.trim() !== '';

/** What would become of each: `known` holds the addresses that were looked up. */
export function rowsOf(
  people: readonly PastedPerson[],
  known: Known,
  looked: ReadonlySet<string>,
): InviteRow[] {
  return people.map((person) => ({ ...person, state: stateOf(person, known, looked) }));
}

function stateOf(person: PastedPerson, known: Known, looked: ReadonlySet<string>): RowState {
  const there = known.get(person.email);
  if (there) return there.status === 'invited' || there.status === 'waiting' ? 'invited' : 'known';
  if (!isComplete(person)) return 'invalid';
  return looked.has(person.email) ? 'new' : 'checking';
}
