import { z } from 'zod';
import { FieldError, fieldErrors, firstOf } from './field-errors.js';
import { type Permission, permissions } from './permissions.js';

/** Every refusal of the product, written once. The codes are public API: only added, never renamed. */
export const faults = {
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'sign-in-failed': { status: 401, title: 'Account, username or password is wrong' },
  'second-factor-required': { status: 401, title: 'A code is needed besides the password' },
  'second-factor-wrong': { status: 401, title: 'The code is wrong, or was used before' },
  'proof-required': { status: 401, title: 'Show once more that it is you' },
  'sso-required': { status: 401, title: 'Sign in with single sign-on' },
  'sso-refused': { status: 401, title: 'The identity provider did not vouch for a sign-in' },
  forbidden: { status: 403, title: 'A permission is missing' },
  'password-change-required': { status: 403, title: 'Choose a new password first' },
  'not-same-origin': { status: 403, title: 'A cookie counts only for the console’s own pages' },
  'sso-user-unknown': { status: 403, title: 'Nobody here is known by this sign-in' },
  'sso-user-barred': { status: 403, title: 'The user may not sign in' },
  'second-factor-missing': { status: 403, title: 'Add a second factor first' },
  'account-suspended': { status: 403, title: 'The account is suspended' },
  'seat-suspended': { status: 403, title: 'More people hold seats than there are' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'sso-not-set-up': { status: 404, title: 'The account has no such single sign-on' },
  'method-not-allowed': { status: 405, title: 'This address does not know that method' },
  'request-timeout': { status: 408, title: 'The body did not arrive in time' },
  'slug-taken': { status: 409, title: 'Another account has this slug' },
  'username-taken': { status: 409, title: 'The username is or was in use' },
  'external-id-taken': { status: 409, title: 'Another one has this external id' },
  'group-name-taken': { status: 409, title: 'Another group has this name' },
  'built-in-group': { status: 409, title: 'A group that every account has stays as it is' },
  'name-taken': { status: 409, title: 'Another one of its kind has this name' },
  'shared-item-registered': { status: 409, title: 'A thing of this kind and external id is registered' },
  'too-many-shared-items': { status: 409, title: 'No more can be shared' },
  'in-use': { status: 409, title: 'It cannot go while somebody refers to it' },
  'no-free-seat': { status: 409, title: 'Every purchased seat is in use' },
  'operators-account': { status: 409, title: 'The account of the operators stays as it is' },
  'payment-overdue': { status: 409, title: 'An invoice of the account is overdue' },
  'last-global-admin': { status: 409, title: 'The account would be left without a global admin' },
  'wrong-status': { status: 409, title: 'The user is in a status that does not allow this' },
  'too-many-keys': { status: 409, title: 'The user has as many API keys as one may have' },
  'user-busy': { status: 409, title: 'Another change of this user is still running' },
  'rename-is-not-replace': { status: 409, title: 'A username and a name cannot change at once' },
  'purchase-conflict': { status: 409, title: 'The purchase is known with other contents' },
  'reduction-conflict': { status: 409, title: 'The cancellation does not fit its purchase' },
  'not-subscribed': { status: 409, title: 'The account has no subscription of this product' },
  'contract-forbids': { status: 409, title: 'The contract of the subscription does not allow this' },
  'term-over': { status: 409, title: 'The term of the subscription is over' },
  'billed-elsewhere': { status: 409, title: 'The account is billed by another system' },
  'order-expired': { status: 409, title: 'The quote holds no longer' },
  'order-outdated': { status: 409, title: 'The order no longer fits what the account has' },
  'order-pays-back': { status: 409, title: 'The order would pay money back' },
  'invoice-not-payable': { status: 409, title: 'The invoice cannot be paid at once' },
  'wrong-order-status': { status: 409, title: 'The order is in a status that does not allow this' },
  'wrong-run-state': { status: 409, title: 'The run is in a state that does not allow this' },
  'too-much-drift': { status: 409, title: 'More has changed since the preview than may have' },
  'wrong-job-state': { status: 409, title: 'The bulk job is in a state that does not allow this' },
  'wrong-delivery-state': { status: 409, title: 'The mail is in a state that does not allow this' },
  'nothing-to-send': { status: 409, title: 'What the mail is about holds no longer' },
  'wording-fixed': { status: 409, title: 'The words of this mail cannot be changed' },
  'too-many-endpoints': { status: 409, title: 'The account has as many webhook endpoints as it may have' },
  'too-many-connections': { status: 409, title: 'The account has as many connections as it may have' },
  'domain-not-proved': { status: 409, title: 'The domain does not show the text that proves it' },
  'domain-taken': { status: 409, title: 'Another account has proved the domain' },
  'endpoint-disabled': { status: 409, title: 'The webhook endpoint is disabled' },
  'delivery-under-way': { status: 409, title: 'The delivery has not come to its end' },
  'address-not-confirmed': { status: 409, title: 'The address of the account is not confirmed yet' },
  'has-parent': { status: 409, title: 'The account is an affiliate already' },
  'hierarchy-loop': { status: 409, title: 'An account cannot be below itself' },
  'hierarchy-too-large': { status: 409, title: 'The hierarchy has as many accounts as it may have' },
  'too-many-offers': { status: 409, title: 'As many offers are open as may be' },
  overtaken: { status: 409, title: 'A newer command about the user has been carried out' },
  'idempotency-in-progress': { status: 409, title: 'The first request with this key is still running' },
  'confirmation-expired': { status: 410, title: 'The link has expired' },
  'sso-attempt-ended': { status: 410, title: 'The sign-in has to be begun again' },
  'invitation-expired': { status: 410, title: 'The invitation has expired' },
  'invitation-used': { status: 410, title: 'The invitation was accepted before' },
  'invitation-revoked': { status: 410, title: 'The invitation was withdrawn' },
  'password-reset-ended': { status: 410, title: 'The link no longer works' },
  'email-change-ended': { status: 410, title: 'The link no longer works' },
  'changes-forgotten': { status: 410, title: 'The changes behind this cursor are kept no longer' },
  'precondition-failed': { status: 412, title: 'It was changed by somebody else meanwhile' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not understood' },
  'validation-failed': { status: 422, title: 'Some fields are not valid' },
  'idempotency-key-reused': { status: 422, title: 'The key was used with another request' },
  'unknown-account': { status: 422, title: 'No account is known by this id or slug' },
  'unknown-product': { status: 422, title: 'The catalogue has no such product' },
  'too-many-requests': { status: 429, title: 'Too many attempts' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'sso-provider-failed': { status: 502, title: 'The identity provider did not answer as it should' },
  busy: { status: 503, title: 'Too many are asking at the same time' },
  'service-unavailable': { status: 503, title: 'A service did not answer in time' },
} as const satisfies Record<string, { status: number; title: string }>;

export type FaultCode = keyof typeof faults;

export const FaultCode = z.enum(Object.keys(faults) as [FaultCode, ...FaultCode[]]);

/** What a fault says besides its code; members appear beside `code` in the problem. */
export interface FaultDetails {
  detail?: string | undefined;
  errors?: FieldError[] | undefined;
  members?: Record<string, unknown> | undefined;
}

/** The form in which a fault crosses a process. */
export const FaultData = z.object({
  code: FaultCode,
  detail: z.string().optional(),
  errors: z.array(FieldError).optional(),
  members: z.record(z.string(), z.unknown()).optional(),
});
export type FaultData = z.infer<typeof FaultData>;

/** A refusal: an answer, not a crash. Everything else that is thrown is a defect or an outage. */
export class Fault extends Error {
  readonly detail: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly members: Record<string, unknown> | undefined;

  constructor(
    readonly code: FaultCode,
    details: FaultDetails | string = {},
  ) {
    const { detail, errors, members } = typeof details === 'string' ? { detail: details } : details;
    super(detail ?? faults[code].title);
    this.name = 'Fault';
    this.detail = detail;
    this.errors = errors;
    this.members = members;
  }

  toData(): FaultData {
    const { code, detail, errors, members } = this;
    return { code, detail, errors, members };
  }

  static fromData(data: FaultData): Fault {
    return new Fault(data.code, data);
  }

  /** Turns the issues of a failed schema into `validation-failed`. */
  static invalid(error: z.ZodError, at: readonly PropertyKey[] = []): Fault {
    return new Fault('validation-failed', { errors: fieldErrors(error, at) });
  }

  static notFound(what: string): Fault {
    return new Fault('not-found', `There is no ${what} with this id.`);
  }

  static withoutPermission(permission: Permission): Fault {
    return new Fault('forbidden', {
      detail: `This needs the permission ${permission} (${permissions[permission].toLowerCase()}).`,
      members: { permission },
    });
  }
}

/** Throws what a rule says no with, if it does. */
export function refuse(fault: Fault | null): void {
  if (fault) throw fault;
}

/** RFC 9457. `code`, `requestId` and `errors` are extensions; a fault's own members stand beside them. */
export const Problem = z
  .object({
    type: z.string().describe('A stable URI that ends in the code'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: FaultCode,
    requestId: z.string(),
    errors: z.array(FieldError).optional(),
  })
  .catchall(z.unknown());
export type Problem = z.infer<typeof Problem>;

/** Whoever sends thousands of wrong fields learns nothing from the rest, and would be answered with megabytes. */
const MOST_ERRORS = 20;

/** The one place where a fault becomes an HTTP problem. */
export function toProblem(fault: Fault, requestId: string): Problem {
  const { status, title } = faults[fault.code];
  const { errors = [] } = fault;
  const left = errors.length > MOST_ERRORS ? ` The first ${MOST_ERRORS} of ${errors.length} are listed.` : '';
  return {
    ...fault.members,
    type: `urn:seatkeeper:problem:${fault.code}`,
    title,
    status,
    detail: (fault.detail ?? firstOf(errors) ?? `${title}.`) + left,
    code: fault.code,
    requestId,
    ...(fault.errors && { errors: errors.slice(0, MOST_ERRORS) }),
  };
}
