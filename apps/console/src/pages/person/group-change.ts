import { toggled } from '../../design/toggled.js';
import type { Choice } from '../people/people-queries.js';
import type { Person } from '../people/person-acts.js';

/** A group that somebody would come into, or leave. */
export interface GroupChange {
  readonly group: Choice;
  readonly isMember: boolean;
}

const isRole = ({ builtIn }: Choice): boolean => builtIn === 'global-admin';

export const isIn = (person: Pick<Person, 'groups' | 'globalAdmin'>, group: Choice): boolean =>
  isRole(group) ? person.globalAdmin : person.groups.includes(group.id);

/** What the API is told of a change: who is a global admin is said of the person, and is no group of theirs. */
export function bodyOf(
  person: Pick<Person, 'groups'>,
  { group, isMember }: GroupChange,
): { globalAdmin: boolean } | { groups: string[] } {
  if (isRole(group)) return { globalAdmin: isMember };
  return { groups: [...toggled(person.groups, group.id, isMember)] };
}
