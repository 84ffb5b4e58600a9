import {
  acceptOffer,
  type Actor,
  createGroup,
  offerAffiliation,
  type Permission,
  signIn,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import jwt from 'jsonwebtoken';
import { type Firm, PASSWORD, type Stage } from './stage.js';

type Asks = Pick<Stage, 'ask' | 'signUp'>;

/** A firm, one below it and another one beside that, one below the first of them, and a firm that is nobody's. */
export interface Companies {
  readonly top: Firm;
  readonly left: Firm;
  readonly right: Firm;
  readonly low: Firm;
  readonly stranger: Firm;
}

export async function companies(stage: Asks): Promise<Companies> {
  const [top, left, right, low, stranger] = [
    await stage.signUp(50),
    await stage.signUp(50),
    await stage.signUp(50),
    await stage.signUp(50),
    await stage.signUp(50),
  ];
  await placeBelow(stage, left, top);
  await placeBelow(stage, right, top);
  await placeBelow(stage, low, left);
  return { top, left, right, low, stranger };
}

/** One firm offers, and the other accepts. */
export async function placeBelow({ ask }: Pick<Stage, 'ask'>, firm: Firm, above: Firm): Promise<void> {
  const { accountId, by } = above;
  const made = await ask(offerAffiliation, { accountId, by, offerId: newId('off'), account: firm.slug });
  await ask(acceptOffer, { accountId: firm.accountId, by: firm.by, offerId: made.id });
}

export async function groupWith(
  { ask }: Pick<Stage, 'ask'>,
  firm: Firm,
  permissions: Permission[],
): Promise<string> {
  const { accountId, by } = firm;
  const groupId = newId('grp');
  await ask(createGroup, { accountId, by, groupId, group: { name: groupId, permissions } });
  return groupId;
}

/** As the gateway names somebody in another account than their own. */
export const from = ({ accountId }: Pick<Firm, 'accountId'>, { id }: Pick<User, 'id'>): Actor => ({
  type: 'user',
  id,
  accountId,
});

/** The session of somebody who signs in. */
export async function sessionOf(
  { ask }: Pick<Stage, 'ask'>,
  firm: Firm,
  { username }: Pick<User, 'username'>,
): Promise<string> {
  const { accessToken } = await ask(signIn, { account: firm.slug, username, password: PASSWORD });
  return (jwt.decode(accessToken) as { sid: string }).sid;
}
