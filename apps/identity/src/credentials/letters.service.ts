import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  getFactorLetter,
  getPasswordLetter,
  type Input,
  type Output,
  type SignInLetter,
} from '@seatkeeper/contracts';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

/** Where mails about signing in go, and what they say, by what is known when they are sent. */
@Injectable()
export class LettersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
  ) {}

  @Handle(getPasswordLetter)
  async password({
    accountId,
    userId,
  }: Input<typeof getPasswordLetter>): Promise<Output<typeof getPasswordLetter>> {
    const user = await this.users.find(accountId, userId);
    const changedAt = user?.passwordChangedAt?.toISOString();
    const letter = user && changedAt ? await this.to(user) : null;
    return { letter: letter && changedAt ? { ...letter, changedAt } : null };
  }

  @Handle(getFactorLetter)
  async factor({
    accountId,
    userId,
    about,
  }: Input<typeof getFactorLetter>): Promise<Output<typeof getFactorLetter>> {
    const user = await this.users.find(accountId, userId);
    const change = user?.factorChanged;
    const isSo = (user?.secondFactor !== undefined) === (about === 'added');
    const letter = user && change && isSo ? await this.to(user) : null;
    if (!letter || !change) return { letter: null };
    const changedBy = change.by.id === userId ? null : await this.nameOf(accountId, change.by);
    return { letter: { ...letter, changedAt: change.at.toISOString(), changedBy } };
  }

  /** Null when the account is gone. */
  async to({
    accountId,
    email,
    firstName,
    lastName,
    locale,
    username,
  }: StoredUser): Promise<SignInLetter | null> {
    const account = await this.accounts.find(accountId);
    if (!account) return null;
    const { name: accountName, slug: accountSlug, timeZone } = account;
    return { sendTo: email, firstName, lastName, locale, accountName, accountSlug, username, timeZone };
  }

  /** Null for what is no person. */
  async nameOf(accountId: string, actor: Actor): Promise<string | null> {
    const user = actor.type === 'user' ? await this.users.find(actor.accountId ?? accountId, actor.id) : null;
    return user && `${user.firstName} ${user.lastName}`;
  }
}
