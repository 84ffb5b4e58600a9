import { z } from 'zod';
import { type Fault, type FaultCode, faults, toProblem } from '../faults.js';

export const SCIM_ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The words of RFC 7644 for what is wrong with a request. */
export const ScimType = z.enum([
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
]);
export type ScimType = z.infer<typeof ScimType>;

/** A refusal as SCIM has it (RFC 7644, 3.12). `code`, `requestId` and what belongs to the fault stand beside it, as in a problem. */
export const ScimError = z
  .object({
    schemas: z.array(z.literal(SCIM_ERROR)),
    status: z.string().describe('The HTTP status, as text'),
    scimType: ScimType.optional(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
  })
  .catchall(z.unknown());

interface Told {
  readonly status: number;
  readonly scimType?: ScimType;
}

/**
 * Where SCIM says it by another status than the rest of the API. A conflict (409) is only what exists twice: of any other,
 * providers would look for somebody whom they could take in its place. Who has no seat is refused with 403, which they show to an administrator and try again
 * with their next round; 401 would make them think that the key is wrong, and 503 that everything is away.
 */
const OTHERWISE: Partial<Record<FaultCode, Told>> = {
  'malformed-body': { status: 400, scimType: 'invalidSyntax' },
  'validation-failed': { status: 400, scimType: 'invalidValue' },
  'unknown-product': { status: 400, scimType: 'invalidValue' },
  'username-taken': { status: 409, scimType: 'uniqueness' },
  'external-id-taken': { status: 409, scimType: 'uniqueness' },
  'group-name-taken': { status: 409, scimType: 'uniqueness' },
  'rename-is-not-replace': { status: 400, scimType: 'mutability' },
  'last-global-admin': { status: 400, scimType: 'mutability' },
  'built-in-group': { status: 400, scimType: 'mutability' },
  'in-use': { status: 400, scimType: 'mutability' },
  'wrong-status': { status: 400, scimType: 'mutability' },
  'no-free-seat': { status: 403 },
  'payment-overdue': { status: 403 },
  'not-subscribed': { status: 403 },
  'address-not-confirmed': { status: 403 },
  'proof-required': { status: 403 },
  'user-busy': { status: 503 },
  overtaken: { status: 503 },
  'idempotency-in-progress': { status: 503 },
  'idempotency-key-reused': { status: 400, scimType: 'invalidValue' },
};

/** How SCIM says a fault: what is wrong with a filter or a path is said by who reads it. */
export function scimStatusOf({ code, members }: Pick<Fault, 'code' | 'members'>): Told {
  const told = OTHERWISE[code] ?? { status: faults[code].status };
  const said = ScimType.safeParse(members?.['scimType']);
  return said.success ? { ...told, scimType: said.data } : told;
}

/** The one place where a fault becomes an error of SCIM. All that is wrong stands in the sentence: there is no other place for it. */
export function toScimError(fault: Fault, requestId: string): { status: number; body: object } {
  const { status, scimType } = scimStatusOf(fault);
  const { detail, code, errors, type: _type, title: _title, ...members } = toProblem(fault, requestId);
  const all = fault.detail === undefined && errors?.length ? errors.map(sentenceOf).join('; ') : detail;
  const body = {
    ...members,
    schemas: [SCIM_ERROR],
    status: String(status),
    ...(scimType && { scimType }),
    detail: all,
    code,
  };
  return { status, body };
}

const sentenceOf = ({ path, message }: { path: string; message: string }): string => `${path}: ${message}`;
