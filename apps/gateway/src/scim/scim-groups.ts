import {
  type Fault,
  type ProvisionedGroup,
  SCIM_GROUP,
  type ScimPatchOperation,
  UserId,
} from '@seatkeeper/contracts';
import { scimFault } from './scim-filters.js';
import { readPath, shortened } from './scim-paths.js';
import { objectOf, partOf, textOf } from './scim-values.js';

/** What is said of a group: who is left of its people, and then who comes and who goes. */
export interface SaidOfGroup {
  name?: string;
  externalId?: string | null;
  replace?: string[];
  add: string[];
  remove: string[];
}

/** What a body says; who is left out of `members` is not in the group, and where there is no word about members all are. */
export function saidByGroup(body: Readonly<Record<string, unknown>>): SaidOfGroup {
  const said: SaidOfGroup = { add: [], remove: [] };
  for (const [name, value] of Object.entries(body)) sayOne(said, name.toLowerCase(), value, 'replace');
  return said;
}

/** What operations say one after the other. */
export function saidByGroupOperations(operations: readonly ScimPatchOperation[]): SaidOfGroup {
  const said: SaidOfGroup = { add: [], remove: [] };
  for (const { op, path, value } of operations) {
    if (path === undefined || path === null || path.trim() === '') {
      if (op === 'remove') throw scimFault('noTarget', 'An operation that removes something names its path.');
      for (const [name, each] of Object.entries(objectOf(value, 'value')))
        sayOne(said, name.toLowerCase(), each, op);
      continue;
    }
    const read = readPath(path);
    if (read.attribute === 'members' && read.filter) {
      for (const condition of read.filter)
        if (condition.attribute !== 'value' || typeof condition.value !== 'string' || read.sub !== null)
          throw scimFault('invalidFilter', 'Which of the members is meant is said by value.');
      const ids = read.filter.map((condition) => String(condition.value));
      // Who has two ids at once is nobody.
      if (new Set(ids).size === 1) move(said, ids, op === 'remove' ? 'remove' : 'add');
      continue;
    }
    if (!sayOne(said, read.attribute, op === 'remove' ? (value ?? null) : value, op))
      throw scimFault('invalidPath', `There is no attribute ${shortened(path)}.`);
  }
  return said;
}

const NOT_KEPT = ['id', 'meta', 'schemas'];

function sayOne(said: SaidOfGroup, attribute: string, value: unknown, op: ScimPatchOperation['op']): boolean {
  if (attribute === 'displayname') {
    const name = op === 'remove' ? null : textOf(value, 'displayName');
    if (name === null) throw scimFault('invalidValue', 'displayName may not be empty.');
    said.name = name;
  } else if (attribute === 'externalid')
    said.externalId = op === 'remove' ? null : textOf(value, 'externalId');
  else if (attribute === 'members') sayMembers(said, value, op);
  else return NOT_KEPT.includes(attribute);
  return true;
}

function sayMembers(said: SaidOfGroup, value: unknown, op: ScimPatchOperation['op']): void {
  const ids = idsOf(value);
  if (op === 'add') move(said, ids, 'add');
  // Without a value it is all of them.
  else if (op === 'remove' && value !== null) move(said, ids, 'remove');
  else {
    said.replace = op === 'remove' ? [] : ids;
    said.add = [];
    said.remove = [];
  }
}

/** The last word about somebody counts. */
function move(said: SaidOfGroup, ids: readonly string[], to: 'add' | 'remove'): void {
  const from = to === 'add' ? 'remove' : 'add';
  const known = new Set(ids);
  said[from] = said[from].filter((id) => !known.has(id));
  said[to] = [...new Set([...said[to], ...ids])];
}

/** What is no id of a user is nobody's: to be added it is refused, and to be removed it is not there. */
export function refuseMembers({ replace = [], add }: Pick<SaidOfGroup, 'replace' | 'add'>): Fault | null {
  const wrong = [...replace, ...add].find((id) => !UserId.safeParse(id).success);
  return wrong === undefined
    ? null
    : scimFault('invalidValue', `members: there is no user with the id ${shortened(wrong)}.`);
}

export const onlyUsers = (ids: readonly string[]): string[] =>
  ids.filter((id) => UserId.safeParse(id).success);

function idsOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  const entries = Array.isArray(value) ? (value as unknown[]) : [value];
  const ids = entries.map((entry) => {
    const id = textOf(typeof entry === 'string' ? entry : partOf(entry, 'value'), 'members.value');
    if (id === null) throw scimFault('invalidValue', 'A member has the id of a user as its value.');
    return id;
  });
  return [...new Set(ids)];
}

/** A group as SCIM has it. */
export function toScimGroup(group: ProvisionedGroup, base: string): Record<string, unknown> {
  const { id, name, externalId, members } = group;
  return {
    schemas: [SCIM_GROUP],
    id,
    ...(externalId !== null && { externalId }),
    displayName: name,
    ...(members && {
      members: members.map((member) => ({
        value: member.id,
        display: member.name,
        type: 'User',
      })),
    }),
    meta: {
      resourceType: 'Group',
      created: group.createdAt,
      lastModified: group.updatedAt,
      location: `${base}/Groups/${id}`,
    },
  };
}
