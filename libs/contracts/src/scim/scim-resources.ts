import { z } from 'zod';
import { GroupId, UserId } from '../ids.js';
import { Timestamp } from '../people.js';

export const SCIM_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const SCIM_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const SCIM_ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const SCIM_LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const SCIM_PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const meta = z.object({
  resourceType: z.string(),
  created: Timestamp,
  lastModified: Timestamp,
  location: z.string(),
  version: z.string().optional().describe('The ETag; of people alone'),
});

/** A person as SCIM has them. `attributes` and `excludedAttributes` leave out what is not wanted. */
export const ScimUser = z.object({
  schemas: z.array(z.string()),
  id: UserId,
  externalId: z.string().optional(),
  userName: z.string().optional(),
  name: z
    .object({ givenName: z.string(), familyName: z.string(), formatted: z.string() })
    .partial()
    .optional(),
  displayName: z.string().optional(),
  title: z.string().optional(),
  preferredLanguage: z.string().optional(),
  active: z
    .boolean()
    .optional()
    .describe('False for who is deactivated; who waits for a seat, or is banned, has not left'),
  emails: z
    .array(z.object({ value: z.string(), type: z.string(), primary: z.boolean() }).partial())
    .optional(),
  phoneNumbers: z.array(z.object({ value: z.string(), type: z.string() }).partial()).optional(),
  addresses: z
    .array(
      z
        .object({
          type: z.string(),
          primary: z.boolean(),
          streetAddress: z.string(),
          locality: z.string(),
          region: z.string(),
          postalCode: z.string(),
          country: z.string(),
        })
        .partial(),
    )
    .optional(),
  groups: z.array(z.object({ value: GroupId, display: z.string() }).partial()).optional(),
  [SCIM_ENTERPRISE_USER]: z
    .object({
      department: z.string(),
      employeeNumber: z.string(),
      manager: z.object({ value: UserId }).partial(),
    })
    .partial()
    .optional(),
  meta: meta.optional(),
});

export const ScimGroup = z.object({
  schemas: z.array(z.string()),
  id: GroupId,
  externalId: z.string().optional(),
  displayName: z.string().optional(),
  members: z
    .array(z.object({ value: UserId, display: z.string(), type: z.literal('User') }).partial())
    .optional(),
  meta: meta.optional(),
});

export const scimListOf = <T extends z.ZodType>(resource: T) =>
  z.object({
    schemas: z.array(z.literal(SCIM_LIST)),
    totalResults: z.int(),
    startIndex: z.int(),
    itemsPerPage: z.int(),
    Resources: z.array(resource),
  });

/**
 * What providers send. They write attributes in letters of either case, leave some empty, and send more than is kept, so only the form is
 * looked at here, and each attribute where it is read.
 */
export const ScimUserBody = z
  .looseObject({
    schemas: z.array(z.string()).optional(),
    userName: z.unknown().optional(),
    externalId: z.unknown().optional(),
    active: z.unknown().optional(),
    name: z.unknown().optional(),
    emails: z.unknown().optional(),
  })
  .describe('A user as RFC 7643 has it; what is not kept is left alone');

export const ScimGroupBody = z
  .looseObject({
    schemas: z.array(z.string()).optional(),
    displayName: z.unknown().optional(),
    externalId: z.unknown().optional(),
    members: z.unknown().optional(),
  })
  .describe('A group as RFC 7643 has it');

/** More than any provider puts into one call. */
const MOST_OPERATIONS = 1_000;
const LONGEST_PATH = 500;

export const ScimPatchOperation = z.looseObject({
  op: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['add', 'replace', 'remove'], 'Expected add, replace or remove')),
  path: z.string().max(LONGEST_PATH, `At most ${LONGEST_PATH} characters`).nullish(),
  value: z.unknown().optional(),
});
export type ScimPatchOperation = z.output<typeof ScimPatchOperation>;

export const ScimPatch = z.looseObject({
  schemas: z.array(z.string()).optional(),
  Operations: z
    .array(ScimPatchOperation)
    .min(1, 'Name at least one operation')
    .max(MOST_OPERATIONS, `At most ${MOST_OPERATIONS} operations`),
});
