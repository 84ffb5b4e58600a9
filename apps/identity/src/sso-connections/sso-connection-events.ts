import type { Actor, Change, ssoConnectionCreated } from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import type { StoredSsoConnection } from '../accounts/sso.schema.js';

/** What is told of a connection; its domains and values are in the changes, its secret nowhere. */
export const connectionTold = (
  contract: typeof ssoConnectionCreated,
  accountId: string,
  { id, name, issuer }: StoredSsoConnection,
  { by, changes, now }: { by: Actor; changes: Change[]; now: Date },
): NewEvent =>
  event(contract, id, { accountId, actor: by, ssoConnection: { id, name, issuer }, changes }, now);
