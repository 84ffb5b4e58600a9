import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { deleteGroup } from '../identity/group.js';
import {
  changeProvisionedGroup,
  changeProvisionedUser,
  listProvisionedGroups,
  listProvisionedUsers,
  provisionGroup,
  provisionUser,
  removeProvisionedUser,
} from '../identity/provisioning.js';
import { GroupId, UserId } from '../ids.js';
import {
  SCIM_ENTERPRISE_USER,
  SCIM_GROUP,
  SCIM_PATCH,
  SCIM_USER,
  ScimGroup,
  ScimGroupBody,
  scimListOf,
  ScimPatch,
  ScimUser,
  ScimUserBody,
} from '../scim/scim-resources.js';
import { defineEndpoint, type EndpointContract } from './endpoint.js';

const tag = 'Provisioning';
export const SCIM_TYPE = 'application/scim+json';

const byUser = z.object({ id: UserId });
const byGroup = z.object({ id: GroupId });
const user = { description: 'The user', body: ScimUser, type: SCIM_TYPE };
const group = { description: 'The group', body: ScimGroup, type: SCIM_TYPE };
/** What is told about the service itself has a form of its own in each case (RFC 7643, 5 to 7). */
const resource = z.looseObject({ schemas: z.array(z.string()) });

const names = z.string().max(1_000).optional();
const shown = {
  attributes: names.describe('What is wanted of each, with commas between'),
  excludedAttributes: names.describe('What is not wanted'),
};
const LONGEST_FILTER = 1_000;
const position = (description: string) =>
  z
    .string()
    .regex(/^-?\d{1,9}$/, 'Expected a number')
    .transform(Number)
    .optional()
    .meta({ type: 'integer', description });
/** Others that a provider sends along are left alone, as the flags of Entra. */
const listed = z.object({
  filter: z.string().max(LONGEST_FILTER, `At most ${LONGEST_FILTER} characters`).optional(),
  startIndex: position('Which one comes first, from 1'),
  count: position('How many at most; 100 if left out'),
  ...shown,
});
const one = z.object(shown);

/** Every call of SCIM speaks its content type, and is refused in its words. */
const defineScim = <
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodUndefined,
>(
  contract: Parameters<typeof defineEndpoint<P, Q, B>>[0],
): EndpointContract<P, Q, B> => ({ ...defineEndpoint(contract), scim: true });

export const scimConfigEndpoint = defineScim({
  id: 'scimConfig',
  method: 'GET',
  path: '/scim/v2/ServiceProviderConfig',
  tag,
  summary: 'What of SCIM 2.0 is supported',
  access: 'signed-in',
  answers: { 200: { description: 'What is supported', body: resource, type: SCIM_TYPE } },
});

export const scimResourceTypesEndpoint = defineScim({
  id: 'scimResourceTypes',
  method: 'GET',
  path: '/scim/v2/ResourceTypes',
  tag,
  summary: 'The kinds of resources: users and groups',
  access: 'signed-in',
  answers: { 200: { description: 'The kinds', body: scimListOf(resource), type: SCIM_TYPE } },
});

export const scimResourceTypeEndpoint = defineScim({
  id: 'scimResourceType',
  method: 'GET',
  path: '/scim/v2/ResourceTypes/:name',
  tag,
  summary: 'One kind of resources',
  access: 'signed-in',
  params: z.object({ name: z.enum(['User', 'Group']) }),
  answers: { 200: { description: 'The kind', body: resource, type: SCIM_TYPE } },
});

export const scimSchemasEndpoint = defineScim({
  id: 'scimSchemas',
  method: 'GET',
  path: '/scim/v2/Schemas',
  tag,
  summary: 'Every attribute that is kept, and what can be done with it',
  access: 'signed-in',
  answers: { 200: { description: 'The schemas', body: scimListOf(resource), type: SCIM_TYPE } },
});

export const scimSchemaEndpoint = defineScim({
  id: 'scimSchema',
  method: 'GET',
  path: '/scim/v2/Schemas/:urn',
  tag,
  summary: 'One schema',
  access: 'signed-in',
  params: z.object({ urn: z.enum([SCIM_USER, SCIM_ENTERPRISE_USER, SCIM_GROUP]) }),
  answers: { 200: { description: 'The schema', body: resource, type: SCIM_TYPE } },
});

export const listScimUsersEndpoint = defineScim({
  id: 'listScimUsers',
  method: 'GET',
  path: '/scim/v2/Users',
  tag,
  summary: 'List people, or find one',
  description:
    '`filter` knows `userName`, `externalId`, `id`, `emails.value` and `active` with `eq`, and `and` between them; any other is refused with `invalidFilter`. ' +
    'The order is that in which people came. Machines are not among them.',
  access: 'users.read',
  query: listed,
  answers: { 200: { description: 'A part of the list', body: scimListOf(ScimUser), type: SCIM_TYPE } },
  faults: faultsOf(listProvisionedUsers),
});

export const createScimUserEndpoint = defineScim({
  id: 'createScimUser',
  method: 'POST',
  path: '/scim/v2/Users',
  tag,
  summary: 'Bring somebody in: a seat is claimed as for an invitation',
  description:
    'Whether a mail is sent, and what becomes of people for whom no seat is free, the account decides (`policies.provisioningSignIn`, ' +
    '`policies.provisioningWhenNoSeat`). `active: false` takes no seat. Who was removed before comes back as the same user, which needs ' +
    '`users.update` and `users.deactivate`, too.',
  access: 'users.invite',
  query: one,
  body: ScimUserBody,
  answers: { 201: user },
  faults: faultsOf(provisionUser),
  versioned: true,
  example: {
    schemas: [SCIM_USER, SCIM_ENTERPRISE_USER],
    externalId: '00u1a2b3c4d5',
    userName: 'liam.osei@harbour-lane.example',
    name: { givenName: 'Liam', familyName: 'Osei' },
    active: true,
    emails: [{ type: 'work', primary: true, value: 'liam.osei@harbour-lane.example' }],
    [SCIM_ENTERPRISE_USER]: { department: 'Litigation', employeeNumber: '4711' },
  },
});

export const getScimUserEndpoint = defineScim({
  id: 'getScimUser',
  method: 'GET',
  path: '/scim/v2/Users/:id',
  tag,
  summary: 'One person',
  access: 'users.read',
  params: byUser,
  query: one,
  answers: { 200: user },
  faults: [...faultsOf(listProvisionedUsers), 'not-found'],
  versioned: true,
});

const CHANGED =
  '`active: false` deactivates, or withdraws an invitation, and `active: true` claims the seats anew: both need `users.deactivate`, too.';

export const replaceScimUserEndpoint = defineScim({
  id: 'replaceScimUser',
  method: 'PUT',
  path: '/scim/v2/Users/:id',
  tag,
  summary: 'Replace what is said of a person',
  description: `What is left out is cleared, save names, addresses of mail, language and \`active\`. ${CHANGED}`,
  access: 'users.update',
  params: byUser,
  query: one,
  body: ScimUserBody,
  answers: { 200: user },
  faults: faultsOf(changeProvisionedUser),
  versioned: true,
  example: {
    schemas: [SCIM_USER],
    userName: 'liam.osei@harbour-lane.example',
    name: { givenName: 'Liam', familyName: 'Osei' },
    title: 'Partner',
  },
});

export const patchScimUserEndpoint = defineScim({
  id: 'patchScimUser',
  method: 'PATCH',
  path: '/scim/v2/Users/:id',
  tag,
  summary: 'Change a person by operations',
  description: CHANGED,
  access: 'users.update',
  params: byUser,
  query: one,
  body: ScimPatch,
  answers: { 200: user },
  faults: faultsOf(changeProvisionedUser),
  versioned: true,
  example: {
    schemas: [SCIM_PATCH],
    Operations: [{ op: 'replace', path: 'title', value: 'Senior partner' }],
  },
});

export const deleteScimUserEndpoint = defineScim({
  id: 'deleteScimUser',
  method: 'DELETE',
  path: '/scim/v2/Users/:id',
  tag,
  summary: 'Remove a person: they are deactivated, and not found by SCIM any more',
  description:
    'Nobody is deleted: the user and their history stay, and `POST` with the same `userName` brings them back.',
  access: 'users.deactivate',
  params: byUser,
  answers: { 204: { description: 'They are deactivated' } },
  faults: faultsOf(removeProvisionedUser),
});

export const listScimGroupsEndpoint = defineScim({
  id: 'listScimGroups',
  method: 'GET',
  path: '/scim/v2/Groups',
  tag,
  summary: 'List groups with their people, or find one',
  description:
    '`filter` knows `displayName`, `externalId`, `id` and `members.value` with `eq`, and `and` between them. With `excludedAttributes=members` the ' +
    'people are not looked for.',
  access: 'users.read',
  query: listed,
  answers: { 200: { description: 'A part of the list', body: scimListOf(ScimGroup), type: SCIM_TYPE } },
  faults: faultsOf(listProvisionedGroups),
});

export const createScimGroupEndpoint = defineScim({
  id: 'createScimGroup',
  method: 'POST',
  path: '/scim/v2/Groups',
  tag,
  summary: 'Create a group, which allows nothing until somebody says what',
  description: 'With `members` it needs `users.update`, too.',
  access: 'groups.manage',
  query: one,
  body: ScimGroupBody,
  answers: { 201: group },
  faults: faultsOf(provisionGroup),
  example: { schemas: [SCIM_GROUP], displayName: 'Litigators', externalId: '7d7c5a2e' },
});

export const getScimGroupEndpoint = defineScim({
  id: 'getScimGroup',
  method: 'GET',
  path: '/scim/v2/Groups/:id',
  tag,
  summary: 'One group with its people',
  access: 'users.read',
  params: byGroup,
  query: one,
  answers: { 200: group },
  faults: [...faultsOf(listProvisionedGroups), 'not-found'],
});

const REGROUPED =
  'Nobody gives more than they hold: people come only into groups that carry nothing beyond what the key is for, and leave a group only where the key ' +
  'holds all that they do. Another name or external id needs `groups.manage`, too.';

export const replaceScimGroupEndpoint = defineScim({
  id: 'replaceScimGroup',
  method: 'PUT',
  path: '/scim/v2/Groups/:id',
  tag,
  summary: 'Replace name, external id and people of a group',
  description: REGROUPED,
  access: 'users.update',
  params: byGroup,
  query: one,
  body: ScimGroupBody,
  answers: { 200: group },
  faults: faultsOf(changeProvisionedGroup),
  example: { schemas: [SCIM_GROUP], displayName: 'Litigators', members: [] },
});

export const patchScimGroupEndpoint = defineScim({
  id: 'patchScimGroup',
  method: 'PATCH',
  path: '/scim/v2/Groups/:id',
  tag,
  summary: 'Change a group by operations',
  description: REGROUPED,
  access: 'users.update',
  params: byGroup,
  query: one,
  body: ScimPatch,
  answers: { 200: group },
  faults: faultsOf(changeProvisionedGroup),
  example: {
    schemas: [SCIM_PATCH],
    Operations: [{ op: 'replace', path: 'displayName', value: 'Trial lawyers' }],
  },
});

export const deleteScimGroupEndpoint = defineScim({
  id: 'deleteScimGroup',
  method: 'DELETE',
  path: '/scim/v2/Groups/:id',
  tag,
  summary: 'Delete a group; its people lose what it allowed',
  access: 'groups.manage',
  params: byGroup,
  answers: { 204: { description: 'The group is gone' } },
  faults: faultsOf(deleteGroup),
});
