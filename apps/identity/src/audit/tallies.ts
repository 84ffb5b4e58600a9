import {
  type Actor,
  type EventData,
  type callsForbidden,
  systemActor,
  userActor,
} from '@seatkeeper/contracts';
import { derivedId, type SecurityEvent, type Tally } from '@seatkeeper/service';
import type { StoredEntry } from './audit.schema.js';

/** What an entry says of all that it counts. Left out: what nobody knew. */
interface CountingDetail {
  count: number;
  firstAt: string;
  lastAt: string;
  /** It counts up until then. */
  until: string;
  firstAddress?: string | undefined;
  lastAddress?: string | undefined;
  client?: string | undefined;
}

/** The entry of a window, with what one part of it counted. */
export type CountingEntry = Omit<StoredEntry, 'version' | 'parts' | 'detail'> & { detail: CountingDetail };

/** What the audit log of an account has of its users' attackers, with the part of the product that refused them. */
const ACTIONS: Partial<Record<SecurityEvent, { action: string; part?: string }>> = {
  'sign-in-failed': { action: 'identity.sign-in.failed', part: 'sign-in' },
  'sign-in-throttled': { action: 'identity.sign-in.throttled', part: 'sign-in' },
  'sso-failed': { action: 'identity.sso.failed', part: 'single-sign-on' },
  'password-change-failed': { action: 'identity.password-change.failed' },
  'second-factor-failed': { action: 'identity.second-factor.failed', part: 'sign-in' },
  'reauthentication-failed': { action: 'identity.reauthentication.failed' },
  'api-key-refused': { action: 'identity.api-key.refused', part: 'api-keys' },
  'invitation-misuse': { action: 'identity.invitation.misused', part: 'invitations' },
};

/** The entry of what identity counted; of a user, or of the account where no user of it is concerned. */
export function tallyEntry(tally: Tally): CountingEntry {
  const { event, accountId, userId, from, until, firstAt, lastAt, ...counted } = tally;
  const known = ACTIONS[event];
  if (!known) throw new TypeError(`The audit log has no entry of ${event}.`);
  // Who fails to sign in is nobody we know: the entry is of the part that refused.
  const actor = known.part === undefined && userId ? userActor(userId) : systemActor(known.part ?? event);
  return counting(
    known.action,
    { accountId, userId, actor, from },
    {
      count: counted.count,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
      until: until.toISOString(),
      firstAddress: counted.firstAddress,
      lastAddress: counted.lastAddress,
      client: counted.client,
    },
  );
}

/** The entry of what a gateway refused and counted. */
export function forbiddenEntry(data: EventData<typeof callsForbidden>): CountingEntry {
  const { accountId, userId, actor, from, ...detail } = data;
  return counting('gateway.call.forbidden', { accountId, userId, actor, from: new Date(from) }, detail);
}

function counting(
  action: string,
  whose: { accountId: string; userId?: string | undefined; actor: Actor; from: Date },
  detail: CountingDetail,
): CountingEntry {
  const { accountId, userId, actor, from } = whose;
  return {
    _id: derivedId('aud', accountId, userId ?? '', action, from.toISOString()),
    accountId,
    // Stays as it is, so that a list can be paged through while the entry counts up.
    at: new Date(detail.firstAt),
    actor,
    action,
    target: userId ? { kind: 'user', id: userId } : { kind: 'account', id: accountId },
    // Like signing in, it is no change of the user.
    users: [],
    changes: [],
    detail: known(detail),
  };
}

const known = (detail: CountingDetail): CountingDetail =>
  Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined)) as never;
