import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { InjectCollection, LeaseLost, Leases, type NewEvent, TenantCollection } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { flowLease } from './stored-flows.js';
import { decided, type DecideUser, type UserWrite } from './user-changes.js';
import type { StoredInvitation } from './user-invitations.schema.js';
import { type StoredUser, users } from './users.schema.js';

const MINUTE_MS = 60_000;

/** One user at a time: questions, and the writes that decide. What another account's are called is not found. */
@Injectable()
export class UsersRepository {
  /** Who works on the flow of a user. */
  readonly flows: Leases<StoredUser>;

  constructor(
    @InjectCollection(users) private readonly users: TenantCollection<StoredUser>,
    private readonly clock: Clock,
  ) {
    this.flows = new Leases(users, flowLease);
  }

  find(accountId: string, userId: string): Promise<StoredUser | null> {
    return this.users.findById(accountId, userId);
  }

  /** Rejects with `not-found`. */
  async get(accountId: string, userId: string): Promise<StoredUser> {
    const user = await this.find(accountId, userId);
    if (!user) throw Fault.notFound('user');
    return user;
  }

  /** By the username as it is stored: case-folded. */
  findByUsername(accountId: string, username: string): Promise<StoredUser | null> {
    return this.users.findOne(accountId, { username });
  }

  /** By the hash of a link's token, which does not say whose it is; also by that of an earlier link. */
  async findByLink(tokenHash: string): Promise<StoredUser | null> {
    const { acrossAccounts } = this.users;
    return (
      (await acrossAccounts.findOne({ 'invitation.tokenHash': tokenHash })) ??
      (await acrossAccounts.findOne({ 'pastInvitations.tokenHash': tokenHash }))
    );
  }

  /** By the hash of the token of a link for a new password, which does not say whose it is. */
  findByResetLink(tokenHash: string): Promise<StoredUser | null> {
    return this.users.acrossAccounts.findOne({ 'passwordReset.tokenHash': tokenHash });
  }

  /** By the hash of the token of a link for another address, which does not say whose it is; also of one that is over. */
  findByEmailChange(tokenHash: string): Promise<StoredUser | null> {
    return this.users.acrossAccounts.findOne({ 'emailChanges.tokenHash': tokenHash });
  }

  /** By as whom an identity provider knows the user. */
  findBySsoLink(accountId: string, linkId: string): Promise<StoredUser | null> {
    return this.users.findOne(accountId, { 'ssoLinks.id': linkId });
  }

  /** By the id of an API key, which does not say whose it is. */
  findByApiKey(keyId: string): Promise<StoredUser | null> {
    return this.users.acrossAccounts.findOne({ 'apiKeys.id': keyId });
  }

  /** Whether somebody else of the account is invited at this address, which is case-folded. */
  async isInvitedAt(accountId: string, invitedAt: string, except: string): Promise<boolean> {
    const others = { invitedAt, _id: { $ne: except } };
    return (await this.users.findOne(accountId, others, { projection: { _id: 1 } })) !== null;
  }

  /** Rejects with DuplicateKey naming what is taken. */
  create(user: Omit<StoredUser, 'version'>, events: NewEvent[] = []): Promise<StoredUser> {
    return this.users.insert(user, events);
  }

  /** One write, decided on the user as it is. Answers the user afterwards, or null when there is none. */
  change(accountId: string, userId: string, decide: DecideUser): Promise<StoredUser | null> {
    return this.users.decide(accountId, userId, (before) => this.decided(before, decide));
  }

  /** Like `change`, beginning with a user in hand: nothing is read while that is current. */
  changeFrom(user: StoredUser, decide: DecideUser): Promise<StoredUser | null> {
    return this.users.decideFrom(user, (before) => this.decided(before, decide));
  }

  /** A write of whoever drives the flow of a user in hand. Rejects with LeaseLost when that is somebody else by now. */
  changeInFlow(user: StoredUser, decide: (before: StoredUser, now: Date) => UserWrite): Promise<StoredUser> {
    return this.flows.write(user, (before) => this.decided(before, decide));
  }

  /** Removes a user who never came to be, for whoever drives its flow. Rejects with LeaseLost when that is somebody else by now. */
  async removePending(user: StoredUser): Promise<void> {
    if (!(await this.users.remove(user.accountId, { ...this.flows.mine(user), status: 'pending' })))
      throw new LeaseLost(flowLease.name, 'it was taken over, or the user is gone');
  }

  /** Removes a user who never came to be, whoever drives the flow. False when there is no such user. */
  removePendingOf(accountId: string, userId: string, flowId: string): Promise<boolean> {
    return this.users.remove(accountId, { _id: userId, status: 'pending', 'flow.id': flowId });
  }

  /** Notes that the user was active; at most one write a minute, and no new version. */
  async noteActivity(accountId: string, userId: string, now: Date): Promise<void> {
    const aMinuteAgo = new Date(now.getTime() - MINUTE_MS);
    await this.users.touch(
      accountId,
      { _id: userId, 'sortKeys.lastActiveAt': { $lte: aMinuteAgo } },
      { $set: { lastActiveAt: now, 'sortKeys.lastActiveAt': now } },
    );
  }

  /** Notes that an API key was used; at most one write a minute, and no new version. */
  async noteKeyUse({ accountId, _id }: StoredUser, keyId: string, now: Date): Promise<void> {
    const recently = { $gt: new Date(now.getTime() - MINUTE_MS) };
    await this.users.touch(
      accountId,
      { _id, apiKeys: { $elemMatch: { id: keyId, lastUsedAt: { $not: recently } } } },
      { $set: { 'apiKeys.$.lastUsedAt': now } },
    );
  }

  /**
   * Takes a code of the app, for its step of time. The filter is the rule: of two who bring one code, one matches, and
   * nobody with an older one. No new version, as for any sign-in.
   */
  spendStep(
    { accountId, _id }: StoredUser,
    factorId: string,
    { use, renewed }: { use: NonNullable<StoredUser['codeUse']>; renewed: string | undefined },
  ): Promise<boolean> {
    const unused = [
      { codeUse: { $exists: false } },
      { 'codeUse.step': { $lt: use.step } },
      { 'codeUse.step': use.step, 'codeUse.attempt': use.attempt },
    ];
    const secret = renewed === undefined ? {} : { 'secondFactor.secret': renewed };
    return this.users.touch(
      accountId,
      { _id, 'secondFactor.id': factorId, $or: unused },
      { $set: { codeUse: use, ...secret } },
    );
  }

  /**
   * Shows on an invitation what became of its mail. The latest word counts, however often and in whatever order they
   * come; no event, for nothing was decided.
   */
  async noteMail(
    {
      accountId,
      userId,
      invitationId,
    }: { accountId: string; userId: string; invitationId?: string | undefined },
    mail: StoredInvitation['mail'],
  ): Promise<void> {
    if (invitationId === undefined) return;
    const older = { 'invitation.mail.at': { $lt: mail.at } };
    const other = { 'invitation.mail.at': mail.at, 'invitation.mail.state': { $ne: mail.state } };
    await this.users.note(
      accountId,
      { _id: userId, 'invitation.id': invitationId, $or: [older, other] },
      { $set: { 'invitation.mail': mail }, $inc: { version: 1 } },
    );
  }

  private decided(before: StoredUser, decide: DecideUser) {
    const now = this.clock.now();
    return decided(before, decide(before, now), now);
  }
}
