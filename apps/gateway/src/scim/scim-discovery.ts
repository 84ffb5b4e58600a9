import { MOST_PROVISIONED, SCIM_ENTERPRISE_USER, SCIM_GROUP, SCIM_USER } from '@seatkeeper/contracts';

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

/** What of SCIM is supported (RFC 7643, 5). */
export const serviceProviderConfig = (base: string): object => ({
  schemas: [CONFIG],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_PROVISIONED },
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
});

export const resourceTypes = (base: string): Readonly<Record<'User' | 'Group', object>> => ({
  User: resourceType(base, 'User', SCIM_USER, [{ schema: SCIM_ENTERPRISE_USER, required: false }]),
  Group: resourceType(base, 'Group', SCIM_GROUP, []),
});

const resourceType = (base: string, name: string, schema: string, schemaExtensions: object[]): object => ({
  schemas: [RESOURCE_TYPE],
  id: name,
  name,
  endpoint: `/${name}s`,
  schema,
  schemaExtensions,
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
});

interface Details {
  readonly type?: 'string' | 'boolean' | 'complex';
  readonly required?: boolean;
  readonly mutability?: 'readWrite' | 'readOnly';
  readonly uniqueness?: 'none' | 'server';
  readonly caseExact?: boolean;
  readonly multiValued?: boolean;
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly object[];
}

/** An attribute as RFC 7643, 7 describes them; a text that can be read and written, unless something else is said. */
const attribute = (name: string, description: string, details: Details = {}): object => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...details,
});
const readOnly = { mutability: 'readOnly' } as const;
const complex = (...subAttributes: object[]) => ({ type: 'complex' as const, subAttributes });
const externalId = attribute('externalId', 'As what the provider knows it', {
  caseExact: true,
  uniqueness: 'server',
});

const USER = [
  attribute(
    'userName',
    'The name to sign in with: an e-mail address, which nobody else of the account has or had',
    {
      required: true,
      uniqueness: 'server',
    },
  ),
  externalId,
  attribute(
    'name',
    'The name of the person',
    complex(
      attribute('givenName', 'First name', { required: true }),
      attribute('familyName', 'Last name', { required: true }),
      attribute('formatted', 'Both together', readOnly),
    ),
  ),
  attribute('displayName', 'First and last name', readOnly),
  attribute('title', 'Job title'),
  attribute('preferredLanguage', 'What messages are written in: en or fr, with a region or without'),
  attribute('active', 'False for who is deactivated; who waits for a seat, or is banned, has not left', {
    type: 'boolean',
  }),
  attribute('emails', 'Where mail goes; the username unless something else is said', {
    multiValued: true,
    ...complex(
      attribute('value', 'An e-mail address'),
      attribute('type', 'There is one address', { ...readOnly, canonicalValues: ['work'] }),
      attribute('primary', 'Always true', { ...readOnly, type: 'boolean' }),
    ),
  }),
  attribute('phoneNumbers', 'In the office, and in the pocket', {
    multiValued: true,
    ...complex(
      attribute('value', 'A number'),
      attribute('type', 'Which one', { canonicalValues: ['work', 'mobile'] }),
    ),
  }),
  attribute('addresses', 'Where the person works', {
    multiValued: true,
    ...complex(
      attribute('streetAddress', 'Street and number'),
      attribute('locality', 'City'),
      attribute('region', 'State or province'),
      attribute('postalCode', 'Postal code'),
      attribute('country', 'Country'),
      attribute('type', 'There is one address', { ...readOnly, canonicalValues: ['work'] }),
      attribute('primary', 'Always true', { ...readOnly, type: 'boolean' }),
    ),
  }),
  attribute('groups', 'The groups of the person: they change by the groups', {
    multiValued: true,
    ...readOnly,
    ...complex(attribute('value', 'The id of a group', readOnly), attribute('display', 'Its name', readOnly)),
  }),
];

const ENTERPRISE = [
  attribute('department', 'A department by name'),
  attribute('employeeNumber', 'Kept as the custom field employeeNumber'),
  attribute(
    'manager',
    'Whom the person reports to',
    complex(attribute('value', 'The id of a user', { caseExact: true })),
  ),
];

const GROUP = [
  attribute('displayName', 'The name, which no other group has', { required: true, uniqueness: 'server' }),
  externalId,
  attribute('members', 'The people of the group', {
    multiValued: true,
    ...complex(
      attribute('value', 'The id of a user', { caseExact: true }),
      attribute('display', 'Their name', readOnly),
      attribute('type', 'Groups have no groups in them', { ...readOnly, canonicalValues: ['User'] }),
    ),
  }),
];

/** Every attribute that is kept. */
export const schemasOf = (base: string): Readonly<Record<string, object>> => ({
  [SCIM_USER]: schema(base, SCIM_USER, 'User', 'A person', USER),
  [SCIM_ENTERPRISE_USER]: schema(
    base,
    SCIM_ENTERPRISE_USER,
    'EnterpriseUser',
    'A person at work',
    ENTERPRISE,
  ),
  [SCIM_GROUP]: schema(base, SCIM_GROUP, 'Group', 'A named set of people', GROUP),
});

const schema = (base: string, id: string, name: string, description: string, attributes: object[]) => ({
  schemas: [SCHEMA],
  id,
  name,
  description,
  attributes,
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
});
