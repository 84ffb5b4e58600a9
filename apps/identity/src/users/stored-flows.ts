import type { Actor, Bound, CopyOnReplace, Distribution, NewUser, UserChanges } from '@seatkeeper/contracts';
import { defineLease, type StoredLease } from '@seatkeeper/mongo';
import type { z } from 'zod';
import type { WithUnits } from './unit-references.js';

/** What each kind of flow has to remember to be driven to its end by anybody. */
export interface FlowInputs {
  /** A new user, from `pending` to `invited` (or `waiting`). */
  invite: { whenNoSeat: 'fail' | 'wait'; words?: InvitationWords };
  /** Somebody whom an identity provider vouched for, from `pending` to `active` (or `waiting`). */
  join: { whenNoSeat: 'fail' | 'wait' };
  /** The first global admin of an account, from `pending` to `active`. */
  'sign-up': Record<string, never>;
  /** On the day planned, or at once: from `deactivated`, never having been here, to `invited` (or `waiting`). */
  arrive: { whenNoSeat: 'fail' | 'wait' };
  /** From `waiting` to `invited`, if there are seats now. */
  'leave-wait-list': Record<string, never>;
  /** A change of products, of the role of global admin, or both, with whatever else was changed in the same call. */
  update: {
    changes: WithUnits<z.output<typeof UserChanges>>;
    givenUp?: string[];
    /** Whether a directory of the firm vouches for the address. */
    isVouched?: true | undefined;
  };
  /** From any status to `deactivated`. */
  deactivate: Departure & {
    reason?: string;
    /** Whether the identity provider has removed them. */
    unprovisions?: boolean;
    reassignmentId?: string;
    plan?: z.output<typeof Distribution>;
    /** The preview that is to move. */
    bound?: Bound;
  };
  /** Withdraws an invitation. */
  revoke: Departure;
  /** Absent for those who come back as before. */
  reactivate: { bySignOn: boolean } | undefined;
  /** A global admin who is banned stops being one of the active ones first. */
  ban: { reason: string; until?: Date };
  /** A global admin who can act again is one of the active ones from then on; who is none is not among them. */
  admit: Record<string, never>;
  /** Of the one who is replaced: the successor takes the place. */
  replace: {
    to: string;
    /** What is known of a successor who is new. */
    newcomer?: Newcomer;
    copy: z.output<typeof CopyOnReplace>[];
    reassignmentId?: string;
    /** The preview of the records that is to move. */
    bound?: Bound;
    held: number;
    /** Of which products seats were held, and of which of these the successor holds one already. */
    products?: string[];
    common?: string[];
    swapped?: number;
    /** Groups that the one replaced managed. */
    managed?: number;
    done?: ReplacingDone;
  };
  /** Of a successor: nothing else changes them until the replacement they were chosen for is through. */
  succeed: { from: string; flowId: string };
  /** Frees or claims a seat that should not, or should, be held. */
  reconcile: { product: string };
}

export type Newcomer = WithUnits<Omit<z.output<typeof NewUser>, 'type' | 'products'>>;

/** What an invitation says besides what is known of the user. */
export interface InvitationWords {
  accountName: string;
  accountSlug: string;
  timeZone: string;
  /** The name of who invites; null for the product itself. */
  invitedBy: string | null;
}

interface Departure {
  /** Seats by the rule, before; and how many were freed, once they are. */
  held: number;
  freed?: number;
  /** Of which products they were held. */
  products?: string[];
  done?: LeavingDone;
}

/** What a leaving has done, as far as it has come: for the report of it. */
export interface LeavingDone {
  /** When the access ended, and how many API keys and open invitations with it. */
  leftAt?: Date;
  keys?: number;
  invitations?: number;
  /** When the seats were freed; how many sessions had ended, and how many groups were to get along without. */
  freedAt?: Date;
  sessions?: number;
  managed?: number;
}

/** What a replacement has done, and what it hands over, as far as it has come. */
export interface ReplacingDone extends LeavingDone {
  /** Of groups that were managed, how they are called. */
  manages?: { id: string; name: string }[];
  /** How many reported to the one replaced, and who the first of them are. */
  reports?: { count: number; people: string[] };
}

export type FlowKind = keyof FlowInputs;

const KINDS: Readonly<Record<FlowKind, true>> = {
  invite: true,
  join: true,
  'sign-up': true,
  arrive: true,
  'leave-wait-list': true,
  update: true,
  deactivate: true,
  revoke: true,
  reactivate: true,
  ban: true,
  admit: true,
  replace: true,
  succeed: true,
  reconcile: true,
};
export const FLOW_KINDS = Object.keys(KINDS) as FlowKind[];

/** A step may take the users below a manager along, one by one; no other one takes as long. */
export const flowLease = defineLease({
  name: 'flows',
  path: 'flow.lease',
  ms: 5_000,
  patienceMs: 600_000,
  begunAt: 'flow.startedAt',
});

/** A change of a user that takes more than one write, as it lies in the user's document. Whoever holds the lease drives it. */
export interface FlowOf<K extends FlowKind> {
  /** That of the command: the same command, sent again, is the same flow. */
  id: string;
  kind: K;
  step: string;
  input: FlowInputs[K];
  by: Actor;
  startedAt: Date;
  lease: StoredLease;
}

export type Flow = { [K in FlowKind]: FlowOf<K> }[FlowKind];

/** A flow that nobody has begun: whoever stores it takes its lease in the same write. */
export type NewFlowOf<K extends FlowKind> = Omit<FlowOf<K>, 'lease'>;
export type NewFlow = { [K in FlowKind]: NewFlowOf<K> }[FlowKind];
