import { useQuery } from '@tanstack/react-query';
import { useGroupName } from '../people/group-names.js';
import { choicesQuery } from '../people/people-queries.js';

interface Way {
  readonly id: string;
  readonly name: string;
}

/** Groups as they are called here: the API names in English those that every account has. */
export function useGroupWays(): {
  readonly groups: readonly Way[];
  readonly nameOf: (group: { readonly id: string; readonly name?: string }) => string;
} {
  const groupName = useGroupName();
  const { data = [] } = useQuery(choicesQuery('group'));
  const groups = data.map((group) => ({ id: group.id, name: groupName(group) }));
  return {
    groups,
    nameOf: ({ id, name }) => groups.find((one) => one.id === id)?.name ?? name ?? id,
  };
}
