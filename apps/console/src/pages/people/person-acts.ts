import type { Answer } from '@seatkeeper/client';
import type { Permission } from '../../api/me.js';
import type { Status } from './people-search.js';

export type Person = Answer<'/v1/users/{id}', 'get'>;

/** Upon many at once. */
export const BULK_ACTS = [
  'resend-invitation',
  'revoke-invitation',
  'reactivate',
  'unban',
  'require-password-change',
  'end-sessions',
  'ban',
  'deactivate',
] as const;
export type BulkAct = (typeof BULK_ACTS)[number];
/** Upon one person. */
export const ACTS = [...BULK_ACTS, 'password-reset'] as const;
export type Act = (typeof ACTS)[number];

interface Rule {
  readonly needs: Permission;
  readonly statuses: readonly Status[];
  /** Whether a service user can be meant, who has no password and no invitation. */
  readonly forServices: boolean;
  /** Takes something away, so that it is asked before. */
  readonly isGrave: boolean;
  /** Not for who comes from an account above: with it one could sign in as somebody. */
  readonly isOfOwnAccount?: true;
}

/** As identity decides it; who asks all the same gets the same refusal from there. */
export const RULES: Readonly<Record<Act, Rule>> = {
  'resend-invitation': { needs: 'users.invite', statuses: ['invited'], forServices: false, isGrave: false },
  'revoke-invitation': {
    needs: 'users.invite',
    statuses: ['invited', 'waiting'],
    forServices: false,
    isGrave: true,
  },
  reactivate: { needs: 'users.deactivate', statuses: ['deactivated'], forServices: true, isGrave: false },
  unban: { needs: 'users.ban', statuses: ['banned'], forServices: true, isGrave: false },
  'require-password-change': {
    needs: 'users.credentials',
    statuses: ['active'],
    forServices: false,
    isGrave: true,
    isOfOwnAccount: true,
  },
  'password-reset': {
    needs: 'users.credentials',
    statuses: ['active'],
    forServices: false,
    isGrave: true,
    isOfOwnAccount: true,
  },
  'end-sessions': {
    needs: 'users.credentials',
    statuses: ['active', 'banned'],
    forServices: true,
    isGrave: true,
  },
  ban: { needs: 'users.ban', statuses: ['active'], forServices: true, isGrave: true },
  deactivate: {
    needs: 'users.deactivate',
    statuses: ['waiting', 'invited', 'active', 'banned'],
    forServices: true,
    isGrave: true,
  },
};

export type ActRefusal =
  | { readonly why: 'permission'; readonly permission: Permission }
  | { readonly why: 'status'; readonly status: Status }
  | { readonly why: 'service' }
  | { readonly why: 'self' };

/** Of some acts, those that are for whoever acts in the account: its own people, or somebody from above. */
export const actsFor = <A extends Act>(acts: readonly A[], isFromAbove: boolean): A[] =>
  acts.filter((act) => !(isFromAbove && RULES[act].isOfOwnAccount));

/** Why somebody cannot do an act upon a person now; null where nothing is known against it. */
export function refuseAct(
  act: Act,
  person: Pick<Person, 'id' | 'status' | 'type'>,
  me: { readonly id: string; readonly permissions: readonly Permission[] },
): ActRefusal | null {
  const { needs, statuses, forServices } = RULES[act];
  if (!me.permissions.includes(needs)) return { why: 'permission', permission: needs };
  if (person.type === 'service' && !forServices) return { why: 'service' };
  if (!statuses.includes(person.status)) return { why: 'status', status: person.status };
  if (person.id === me.id && (act === 'ban' || act === 'deactivate')) return { why: 'self' };
  return null;
}
