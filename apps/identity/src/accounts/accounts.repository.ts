import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { InjectCollection, Leases, type NewEvent, TenantCollection } from '@seatkeeper/mongo';
import { accounts, type StoredAccount, type StoredDigest } from './accounts.schema.js';
import type { StoredDomainCheck, StoredSsoDomain } from './sso.schema.js';
import { openingLease } from './opening-lease.js';

type Decision = ReturnType<Parameters<TenantCollection<StoredAccount>['decide']>[2]>;

@Injectable()
export class AccountsRepository {
  private readonly openings: Leases<StoredAccount>;

  constructor(@InjectCollection(accounts) private readonly accounts: TenantCollection<StoredAccount>) {
    this.openings = new Leases(accounts, openingLease);
  }

  find(accountId: string): Promise<StoredAccount | null> {
    return this.accounts.findById(accountId, accountId);
  }

  /** Rejects with `not-found`. */
  async get(accountId: string): Promise<StoredAccount> {
    const account = await this.find(accountId);
    if (!account) throw Fault.notFound('account');
    return account;
  }

  /** Who signs in names the account by its slug, and nothing but the slug is known yet. */
  findBySlug(slug: string): Promise<StoredAccount | null> {
    return this.accounts.acrossAccounts.findOne({ slug });
  }

  /** A link does not say whose it is. */
  findByConfirmation(tokenHash: string): Promise<StoredAccount | null> {
    return this.accounts.acrossAccounts.findOne({ 'confirmation.tokenHash': tokenHash });
  }

  /** Stores a half-opened account. Rejects with DuplicateKey when the id or the slug is in use. */
  begin(account: Omit<StoredAccount, 'version'>): Promise<StoredAccount> {
    return this.accounts.insert(account);
  }

  /** Read, decide, write if nobody was faster, else again. Null when there is no such account. */
  decide(accountId: string, decide: (account: StoredAccount) => Decision): Promise<StoredAccount | null> {
    return this.accounts.decide(accountId, accountId, decide);
  }

  /** Puts a secret of a connection in the place of what it was sealed to, if that is still there. */
  async resealSso({ _id }: StoredAccount, before: string, after: string): Promise<void> {
    await this.accounts.touch(
      _id,
      { _id, 'ssoConnections.sealedSecret': before },
      { $set: { 'ssoConnections.$.sealedSecret': after } },
    );
  }

  /**
   * Notes what was seen of a domain that is not proved, if it still has to show the same text. Not a version of the account: nothing
   * that anybody decides on has changed.
   */
  async noteDomainCheck(
    { _id }: StoredAccount,
    { value }: StoredSsoDomain,
    check: StoredDomainCheck,
  ): Promise<void> {
    await this.accounts.touch(
      _id,
      { _id, 'ssoConnections.domains.value': value },
      { $set: { 'ssoConnections.$[].domains.$[of].lastCheck': check } },
      { arrayFilters: [{ 'of.value': value, 'of.provedAt': { $exists: false } }] },
    );
  }

  /**
   * Adds an active global admin; asking twice adds one. False when the account is gone, or there was a newer command about
   * this user.
   */
  admit(accountId: string, userId: string, fence: number): Promise<boolean> {
    const { notOvertaken, raised } = fenced(userId, fence);
    const filter = { _id: accountId, ...notOvertaken };
    return this.accounts.touch(accountId, filter, { $addToSet: { globalAdmins: userId }, $max: raised });
  }

  /**
   * Takes a global admin out if another stays, unless there was a newer command about this user. The filter is the rule:
   * nobody can take out the last, nor the last who may sign in with a password where others may not. It counts up the version:
   * who is to be such a one is decided by who is an admin, and decided anew when one has left since.
   */
  release(accountId: string, userId: string, fence: number): Promise<boolean> {
    const { notOvertaken, raised } = fenced(userId, fence);
    const anotherStays = { globalAdmins: userId, 'globalAdmins.1': { $exists: true } };
    const filter = { _id: accountId, ...anotherStays, ...notOvertaken, $expr: anExemptStays(userId) };
    const update = { $pull: { globalAdmins: userId }, $max: raised, $inc: { version: 1 } };
    return this.accounts.touch(accountId, filter, update);
  }

  /**
   * Lets no older command add somebody who is not among the admins. False when they are, or as for `admit`, and for who has just
   * signed up and is about to be counted.
   */
  keepOut(accountId: string, userId: string, fence: number): Promise<boolean> {
    const { notOvertaken, raised } = fenced(userId, fence);
    const isNone = { globalAdmins: { $nin: [userId] }, 'opening.admin.userId': { $ne: userId } };
    const filter = { _id: accountId, ...isNone, ...notOvertaken };
    return this.accounts.touch(accountId, filter, { $max: raised });
  }

  /** Sign-ups nobody is at any more, the longest waiting first. */
  interrupted(now: Date, limit: number): Promise<StoredAccount[]> {
    return this.openings.abandoned(now, limit);
  }

  /** Takes a sign-up over from whoever left it; null when somebody is at it, or it is done. */
  takeOver(account: StoredAccount, now: Date): Promise<StoredAccount | null> {
    return this.openings.take(account, now);
  }

  whileOpening<R>(held: StoredAccount, now: () => Date, work: () => Promise<R>): Promise<R> {
    return this.openings.whileHeld(held, now, work);
  }

  /** A write of who opens the account. Rejects with LeaseLost. */
  writeOpening(held: StoredAccount, decide: (account: StoredAccount) => Decision): Promise<StoredAccount> {
    return this.openings.write(held, decide);
  }

  /** Accounts whose seats and users are due to be compared, the longest due first. */
  dueForReconciliation(now: Date, limit: number): Promise<StoredAccount[]> {
    return this.accounts.acrossAccounts.findDue(
      { reconcileAt: { $lte: now } },
      { limit, sort: { reconcileAt: 1 } },
    );
  }

  /** True for one of several who want to compare the account; it is due again at `next`. */
  takeForReconciliation({ _id, reconcileAt }: StoredAccount, next: Date): Promise<boolean> {
    return this.accounts.touch(_id, { _id, reconcileAt }, { $set: { reconcileAt: next } });
  }

  /** Has the account compared at `at`. False when it is due before, or gone. */
  markForReconciliation(accountId: string, at: Date): Promise<boolean> {
    const later = { _id: accountId, reconcileAt: { $gt: at } };
    return this.accounts.touch(accountId, later, { $set: { reconcileAt: at } });
  }

  /** Accounts of which a digest is due or was never planned; not those of `but`. */
  dueForDigest(now: Date, limit: number, but: readonly string[] = []): Promise<StoredAccount[]> {
    return this.accounts.acrossAccounts.findDue(
      {
        $or: [{ 'digest.nextAt': { $lte: now } }, { 'digest.nextAt': { $exists: false } }],
        opening: { $exists: false },
        ...(but.length > 0 && { _id: { $nin: [...but] } }),
      },
      { limit, sort: { 'digest.nextAt': 1 } },
    );
  }

  /** Says when the next digest is due, if nobody else has meanwhile. */
  planDigest({ _id, digest }: StoredAccount, nextAt: Date): Promise<boolean> {
    const planned = digest?.nextAt ?? { $exists: false };
    return this.accounts.touch(_id, { _id, 'digest.nextAt': planned }, { $set: { 'digest.nextAt': nextAt } });
  }

  /**
   * Plans the next digest and tells that the period of one is over, if the account is as it was decided on. Not a version of the
   * account: nothing that anybody decides on has changed.
   */
  async tellDigest(
    { _id, version, digest }: StoredAccount,
    next: StoredDigest,
    told: NewEvent,
  ): Promise<boolean> {
    const asSeen = { _id, version, 'digest.nextAt': digest?.nextAt };
    const options = { events: [told], keepsVersion: true };
    return (await this.accounts.changeFirst(_id, asSeen, { set: { digest: next } }, options)) !== null;
  }

  /** Drops an account that never came to be; one that has an admin stays. */
  drop(accountId: string): Promise<boolean> {
    return this.accounts.remove(accountId, {
      _id: accountId,
      'opening.lease.until': { $exists: true },
      globalAdmins: { $size: 0 },
    });
  }
}

/** Whether somebody is left who needs no identity provider to sign in, where anybody does. */
const anExemptStays = (without: string) => {
  const exempt = { $setDifference: [{ $ifNull: ['$ssoEnforcement.exempt', []] }, [without]] };
  const stay = { $size: { $setIntersection: [exempt, '$globalAdmins'] } };
  const isOpenToAll = { $eq: [{ $type: '$ssoEnforcement.exempt' }, 'missing'] };
  return { $or: [isOpenToAll, { $gt: [stay, 0] }] };
};

function fenced(userId: string, fence: number) {
  const path = `adminFences.${userId}` as const;
  return { notOvertaken: { $nor: [{ [path]: { $gt: fence } }] }, raised: { [path]: fence } };
}
