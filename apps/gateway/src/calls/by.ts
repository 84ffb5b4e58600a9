import {
  type Actor,
  type Caller,
  Fault,
  PrivacyReason,
  refuse,
  userActor,
  viewerOf,
} from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { refuseFromAbove } from '../access/access.js';
import type { ActingCaller } from '../http/call.js';

/** What every question about an account begins with. */
export const inAccount = ({ caller }: { caller: Caller }) => ({ accountId: caller.accountId });

/** What every change says: in which account, who wants it, and whether they have proved that it is they. */
export const byCaller = ({ caller }: { caller: ActingCaller }) => ({
  accountId: caller.accountId,
  by: { ...actorOf(caller), ...(caller.withProof && { proved: true as const }) },
});

/** What an operator decides for the account that the path names; theirs is named so that it is audited there, too. */
export const deciding = ({
  caller,
  params,
  newId,
}: {
  caller: Caller;
  params: { id: string };
  newId: (prefix: string) => string;
}) => ({
  accountId: params.id,
  by: actorOf(caller),
  operatorAccountId: caller.accountId,
  commandId: newId('cmd'),
});

/** The same of calls that are open to managers. */
export const byWhomever = (call: { caller: ActingCaller }) => ({
  ...byCaller(call),
  ...(call.caller.asManager && { asManager: true as const }),
});

/** Says why somebody looks beyond their own visibility. */
const PRIVACY_HEADER = 'x-privacy-reason';

/** In which account, and who looks at its people. */
export const seenBy = ({
  caller,
  request,
}: {
  caller: ActingCaller;
  request: Pick<FastifyRequest, 'headers'>;
}) => {
  const { accountId, asManager } = caller;
  return { accountId, viewer: { ...viewerOf(actorOf(caller)), asManager, override: reasonOf(request) } };
};

/** Why somebody looks beyond their own visibility, if they say that they do. */
function reasonOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const said = headers[PRIVACY_HEADER];
  if (said === undefined) return undefined;
  const reason = PrivacyReason.safeParse(typeof said === 'string' ? textOf(said) : said);
  if (reason.success) return reason.data;
  throw Fault.invalid(reason.error, [PRIVACY_HEADER]);
}

/** A header holds the letters of western Europe alone; other ones are written as `UTF-8''` and percent signs (RFC 8187). */
function textOf(header: string): string {
  const encoded = /^utf-8''(.*)$/i.exec(header)?.[1];
  try {
    return encoded === undefined ? header : decodeURIComponent(encoded);
  } catch {
    return header;
  }
}

/** Who acts: a user, the API key if it is one, and the account of the user where it is another one. */
export const actorOf = ({ userId, keyId, homeAccountId }: Caller): Actor =>
  userActor(userId, keyId, homeAccountId);

/** Whether a caller who writes records may take them from those whom they name. */
export const mayMove = ({ permissions }: Pick<Caller, 'permissions'>): boolean =>
  permissions.includes('records.reassign');

/** The session that calls; of calls that are for sessions alone, and never for one of another account. */
export function sessionOf({ accountId, userId, sessionId, homeAccountId }: Caller) {
  if (homeAccountId !== undefined) throw new Error('The session is of another account.');
  if (sessionId === undefined) throw new Fault('forbidden', 'An API key cannot do this: sign in.');
  return { accountId, userId, sessionId };
}

/** The same of a call that is open to others, who may not have all of it. */
export function ownSessionOf(caller: Caller) {
  refuse(refuseFromAbove(caller));
  return sessionOf(caller);
}
