import type { BulkAction, BulkWish, Permission } from '@seatkeeper/contracts';

type WithoutSelection<W> = W extends unknown ? Omit<W, 'select' | 'preview'> : never;
/** What is done to each, with what was given for it. */
export type BulkAct = WithoutSelection<BulkWish>;

export const actOf = ({ select: _whom, preview: _only, ...act }: BulkWish): BulkAct => act;

/** That of the single call. */
export const PERMISSIONS: Readonly<Record<BulkAction, Permission>> = {
  deactivate: 'users.deactivate',
  reactivate: 'users.deactivate',
  ban: 'users.ban',
  unban: 'users.ban',
  regroup: 'users.update',
  'change-products': 'users.update',
  update: 'users.update',
  'resend-invitation': 'users.invite',
  'revoke-invitation': 'users.invite',
  'end-sessions': 'users.credentials',
  'require-password-change': 'users.credentials',
};

/** Those of which a global admin is asked for a proof before they are done to another one, as the single calls are. */
export const TAKE_PROOF: readonly BulkAction[] = [
  'deactivate',
  'reactivate',
  'ban',
  'unban',
  'require-password-change',
];

/** A list with some added and some taken out; those that stay keep their places. */
export const listAfter = (
  list: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): string[] => [
  ...list.filter((item) => !remove.includes(item)),
  ...add.filter((item) => !list.includes(item)),
];
