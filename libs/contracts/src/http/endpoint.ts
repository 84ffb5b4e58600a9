import { z } from 'zod';
import type { FaultCode } from '../faults.js';
import type { Permission } from '../permissions.js';

export interface Answer {
  readonly description: string;
  readonly body?: z.ZodType;
  /** Content type, when it is not plain JSON; without a body the answer is text. */
  readonly type?: string;
  /** Another content type in which `body` is answered, where the query asks for it. */
  readonly alsoAs?: string;
  /** Of a stream of events, what the data of one says. */
  readonly events?: z.ZodType;
}

/** What strangers may ask for; calls of one lane are counted together, by the network address they come from. */
export const lanes = ['sign-in', 'sign-up', 'invitation', 'password-reset', 'refresh', 'public'] as const;
export type Lane = (typeof lanes)[number];

/** One call of the HTTP API: what it takes, everything it may answer, and who may make it. */
export interface EndpointContract<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  readonly kind: 'endpoint';
  /** The `operationId` of the OpenAPI document. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** What the summary has no room for, in Markdown. */
  readonly description?: string;
  /** `public`, any signed-in user, or a user with this permission. */
  readonly access: 'public' | 'signed-in' | Permission;
  /** What is needed besides, by the part of the body that asks for it: names with dots between. */
  readonly needsToo?: Readonly<Record<string, Permission>>;
  /** Where a public call is counted; without one it shares the lane `public`. */
  readonly lane?: Exclude<Lane, 'public'>;
  /** Also for a caller who has to choose a new password first; everything else waits for that. */
  readonly openWithOldPassword?: boolean;
  /** Also for a caller who has to add a second factor first; everything else waits for that, too. */
  readonly openWithoutFactor?: boolean;
  /** Also for the user whom `:id` names, who then needs no permission; an API key needs it all the same. */
  readonly openToSelf?: boolean;
  /** Also for the manager of a group, who is then let through to the people of that group alone. */
  readonly openToManagers?: boolean;
  /** Also for who acts in the account from one above it: closed, unless it is said. */
  readonly openToParents?: boolean;
  /** For who is signed in, and not for an API key, whatever its scopes are. */
  readonly withSession?: boolean;
  /** Also for who has no token, but the cookie of a session and a proof that the call comes from the same origin. */
  readonly openToCookie?: boolean;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /**
   * Public, and for programs that have no account: the body is signed with a secret that the operator has given them, as Standard
   * Webhooks has it, or as Stripe has.
   */
  readonly signed?: 'standard-webhooks' | 'stripe';
  /** A body that is read as a stream instead of parsed; `body` is then z.undefined(). */
  readonly upload?: readonly string[];
  readonly answers: Readonly<Record<number, Answer>>;
  /** Refusals beyond those that every call of its kind may meet. */
  readonly faults: readonly FaultCode[];
  /** The answer carries an `ETag`, or the call honours `If-Match`. */
  readonly versioned?: boolean;
  /** A stream that goes on after the event which `Last-Event-ID` names. */
  readonly resumable?: boolean;
  /** The answer holds a secret: it is not kept for a repeated Idempotency-Key. */
  readonly secretAnswer?: boolean;
  /** Spoken with identity providers: in the content type of SCIM, and refused in its words. */
  readonly scim?: true;
  /** A body that the call takes; of an upload, what the file may hold. */
  readonly example?: unknown;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

export const defineEndpoint = <
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(
  contract: Omit<EndpointContract<P, Q, B>, 'kind' | 'params' | 'query' | 'body' | 'faults'> & {
    params?: P;
    query?: Q;
    body?: B;
    faults?: readonly FaultCode[];
  },
): EndpointContract<P, Q, B> => ({
  faults: [],
  ...contract,
  kind: 'endpoint',
  params: contract.params ?? (nothing as unknown as P),
  query: contract.query ?? (nothing as unknown as Q),
  body: contract.body ?? (z.undefined() as unknown as B),
});
