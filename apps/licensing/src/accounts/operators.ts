import type { Actor } from '@seatkeeper/contracts';

/** An operator as the account sees them that they act upon: somebody of another one, unless it is their own. */
export const operatorIn = (accountId: string, by: Actor, operatorAccountId: string): Actor =>
  operatorAccountId === accountId ? by : { ...by, accountId: operatorAccountId };
