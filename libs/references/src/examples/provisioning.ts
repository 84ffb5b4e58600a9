import { ids } from './harbour-lane.js';

const base = 'https://seats.harbour-lane.example/scim/v2';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const list = (...resources: object[]) => ({
  schemas: [LIST],
  totalResults: resources.length,
  startIndex: 1,
  itemsPerPage: resources.length,
  Resources: resources,
});

const liam = {
  schemas: [USER, ENTERPRISE],
  id: ids.liam,
  externalId: '00u1a2b3c4d5',
  userName: 'liam.osei@harbour-lane.example',
  name: { givenName: 'Liam', familyName: 'Osei', formatted: 'Liam Osei' },
  displayName: 'Liam Osei',
  preferredLanguage: 'en',
  active: true,
  emails: [{ type: 'work', primary: true, value: 'liam.osei@harbour-lane.example' }],
  groups: [{ value: ids.group, display: 'Office managers' }],
  [ENTERPRISE]: {
    department: 'Litigation',
    employeeNumber: '4711',
    manager: { value: ids.ada },
  },
  meta: {
    resourceType: 'User',
    created: '2026-03-09T09:15:00.000Z',
    lastModified: '2026-03-09T09:15:00.000Z',
    location: `${base}/Users/${ids.liam}`,
    version: '"2"',
  },
};

const managers = {
  schemas: [GROUP],
  id: ids.group,
  externalId: '7d7c5a2e',
  displayName: 'Office managers',
  members: [{ value: ids.liam, display: 'Liam Osei', type: 'User' }],
  meta: {
    resourceType: 'Group',
    created: '2026-03-03T09:30:00.000Z',
    lastModified: '2026-03-03T09:30:00.000Z',
    location: `${base}/Groups/${ids.group}`,
  },
};

const groupType = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: 'Group',
  name: 'Group',
  endpoint: '/Groups',
  schema: GROUP,
  schemaExtensions: [],
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/Group` },
};

const groupSchema = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id: GROUP,
  name: 'Group',
  description: 'A named set of people',
  attributes: [
    {
      name: 'displayName',
      type: 'string',
      multiValued: false,
      description: 'The name, which no other group has',
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    },
  ],
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${GROUP}` },
};

/** What identity providers are answered. */
export const provisioningAnswers = {
  scimConfig: {
    200: {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'API key',
          description: 'The API key of a service user, as a bearer token',
          primary: true,
        },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
    },
  },
  scimResourceTypes: { 200: list(groupType) },
  scimResourceType: { 200: groupType },
  scimSchemas: { 200: list(groupSchema) },
  scimSchema: { 200: groupSchema },
  listScimUsers: { 200: list(liam) },
  createScimUser: { 201: liam },
  getScimUser: { 200: liam },
  replaceScimUser: { 200: { ...liam, title: 'Partner', meta: { ...liam.meta, version: '"3"' } } },
  patchScimUser: { 200: { ...liam, title: 'Senior partner', meta: { ...liam.meta, version: '"3"' } } },
  listScimGroups: { 200: list(managers) },
  createScimGroup: { 201: { ...managers, displayName: 'Litigators', members: [] } },
  getScimGroup: { 200: managers },
  replaceScimGroup: { 200: { ...managers, displayName: 'Litigators', members: [] } },
  patchScimGroup: { 200: { ...managers, displayName: 'Trial lawyers' } },
};
