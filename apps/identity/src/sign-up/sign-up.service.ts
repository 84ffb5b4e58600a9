import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  type Account,
  accountCreated,
  type Actor,
  Fault,
  type Input,
  openLicenses,
  refuse,
  signUp,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { DuplicateKey, event, heldFrom, UnderWay } from '@seatkeeper/mongo';
import { Clock, crash, derivedId, logger } from '@seatkeeper/service';
import { AccountAdminsService } from '../accounts/account-admins.service.js';
import { toAccount } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { Opening, StoredAccount } from '../accounts/accounts.schema.js';
import { actorIn, attachedEvents } from '../accounts/hierarchy-events.js';
import { openingLease } from '../accounts/opening-lease.js';
import { isActiveAdmin } from '../admins/admin-lists.js';
import { ConfirmationLinksService } from '../confirmations/confirmation-links.service.js';
import { issuedEvent } from '../confirmations/confirmations.js';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { refusePassword } from '../sessions/passwords.js';
import { PasswordsService } from '../sessions/passwords.service.js';
import { fenceOf } from '../users/fences.js';
import { newUser } from '../users/new-users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';

type SignUp = Input<typeof signUp>;

interface Opened {
  account: Account;
  user: User;
}

/** Below which account it is opened, and by whom of that one. */
interface Above {
  readonly parentId: string;
  readonly by: Actor;
}

/** Users and seats of an account that is being opened are compared once they are there, and settled. */
const FIRST_LOOK_MS = 60_000;

const log = logger('sign-up');

/**
 * Opens accounts. The half-opened account is the saga: it holds everything the rest needs, every step can be
 * repeated, and the sweeper goes on with what a crash or an outage left.
 */
@Injectable()
export class SignUpService {
  /** Sign-ups that this process is at: who asks for the same meanwhile waits for it. */
  private readonly opening = new UnderWay<StoredAccount>();

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly admins: AccountAdminsService,
    private readonly users: UsersRepository,
    private readonly flows: FlowsService,
    private readonly passwords: PasswordsService,
    private readonly limits: MailLimitsService,
    private readonly confirmations: ConfirmationLinksService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  @Handle(signUp)
  async signUp(request: SignUp): Promise<Opened> {
    refuseWeakPassword(request);
    const { accountId, admin } = request;
    const account = await this.limits.mailing(accountId, admin.username, () => this.open(request));
    return this.opened(account, request);
  }

  /**
   * The same, right below another account, for somebody of that one. Whoever opens it knows the password, so its founder can do
   * nothing by it but choose another. Rejects with `address-not-confirmed` where nobody has shown whose the parent is.
   */
  async openBelow(parent: StoredAccount, by: Actor, request: SignUp): Promise<Opened> {
    refuseWeakPassword(request);
    const above = { parentId: parent._id, by: actorIn(request.accountId, { by, home: parent._id }) };
    const account = await this.limits.inviting(parent, request.admin.username, () =>
      this.open(request, above),
    );
    return this.opened(account, request);
  }

  /** Goes on with sign-ups nobody is at any more, true if there were any. One that fails is tried again when its new lease is over. */
  async resume(): Promise<boolean> {
    const left = await this.accounts.interrupted(this.clock.now(), 20);
    for (const account of left) {
      const held = await this.accounts.takeOver(account, this.clock.now());
      if (!held) continue;
      const fields = { accountId: account._id, slug: account.slug };
      await this.finish(held).then(
        () => log.warn('Finished an interrupted sign-up', fields),
        (error: unknown) => log.warn('Could not finish an interrupted sign-up', { ...fields, error }),
      );
    }
    return left.length > 0;
  }

  private async opened(account: StoredAccount, { adminId }: SignUp): Promise<Opened> {
    const user = await this.users.find(account._id, adminId);
    if (!user) throw Fault.notFound('user');
    return { account: toAccount(account), user: toUser(user) };
  }

  private async open(request: SignUp, above?: Above): Promise<StoredAccount> {
    const begun = await this.begin(request, above);
    if (begun) return this.finish(begun);
    const earlier = await this.accounts.find(request.accountId);
    if (!earlier || !(await this.isOf(request, earlier)))
      throw new Fault('slug-taken', `The slug ${request.slug} is taken.`);
    if (!earlier.opening) return earlier;
    const held = await this.accounts.takeOver(earlier, this.clock.now());
    if (held) return this.finish(held);
    const running = this.opening.on(earlier._id);
    if (running) return running;
    // Another copy has it, or it was opened since it was read.
    const now = await this.accounts.find(request.accountId);
    if (now && !now.opening) return now;
    throw new Fault('service-unavailable', 'This account is just being opened.');
  }

  /** Whether an account was opened by this very sign-up. An id can be repeated by anybody; the password cannot. */
  private async isOf({ accountId, adminId, slug, admin }: SignUp, earlier: StoredAccount): Promise<boolean> {
    const opened = earlier.opening?.admin ?? (await this.users.find(accountId, adminId));
    if (earlier.slug !== slug || opened?.username !== admin.username) return false;
    return this.passwords.verify(opened.passwordHash, admin.password);
  }

  /** Null when the id or the slug is in use. */
  private async begin(
    { accountId, adminId, admin, slug, name, locale, timeZone }: SignUp,
    above?: Above,
  ): Promise<StoredAccount | null> {
    const { username, firstName, lastName, password } = admin;
    const passwordHash = await this.passwords.hash(password);
    const now = this.clock.now();
    try {
      return await this.accounts.begin({
        _id: accountId,
        accountId,
        slug,
        name,
        locale,
        timeZone,
        globalAdmins: [],
        createdAt: now,
        reconcileAt: new Date(now.getTime() + FIRST_LOOK_MS),
        ...(above && { parentId: above.parentId, parentSince: now }),
        opening: {
          admin: {
            userId: adminId,
            username,
            firstName,
            lastName,
            passwordHash,
            ...(above && { mustChangePassword: true }),
          },
          lease: heldFrom(now, openingLease),
          ...(above && { by: above.by }),
        },
      });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      return null;
    }
  }

  /** For who holds the sign-up. */
  private finish(held: StoredAccount): Promise<StoredAccount> {
    const now = () => this.clock.now();
    return this.opening.do(held._id, () => this.accounts.whileOpening(held, now, () => this.steps(held)));
  }

  private async steps(account: StoredAccount): Promise<StoredAccount> {
    const { _id: accountId, opening } = account;
    if (!opening) throw new Error(`The account ${accountId} is open.`);
    const { admin } = opening;
    const by = userActor(admin.userId);
    crash('identity.signUp.afterAccount');
    await this.bus.request(openLicenses, { accountId, slug: account.slug, by });
    crash('identity.signUp.afterLicenses');
    let first: StoredUser;
    try {
      first = await this.createAdmin(account, admin);
    } catch (error) {
      if (error instanceof Fault && error.code === 'no-free-seat') await this.accounts.drop(accountId);
      throw error;
    }
    crash('identity.signUp.afterAdmin');
    // Somebody who was made an admin meanwhile may have let them go: then they count no more.
    if (isActiveAdmin(first))
      await this.admins.admitAdmin(accountId, admin.userId, fenceOf(first, first.version));
    const parent = account.parentId === undefined ? null : await this.accounts.find(account.parentId);
    return this.accounts.writeOpening(account, (half) => {
      const now = this.clock.now();
      const founder = { ...admin, email: admin.username, locale: half.locale };
      const confirmation = this.confirmations.first(founder, now);
      const set = confirmation ? { confirmation } : {};
      const shown = toAccount({ ...half, ...set, version: half.version + 1 });
      const created = event(
        accountCreated,
        accountId,
        { accountId, actor: opening.by ?? by, account: shown },
        now,
      );
      const mail = confirmation ? [issuedEvent(half, confirmation, founder, now)] : [];
      const attached = parent && opening.by ? openedBelow(half, parent, opening.by, now) : [];
      return { update: { set, unset: ['opening'] }, events: [created, ...attached, ...mail] };
    });
  }

  /**
   * Creates the first global admin, active and holding a seat; can be repeated. Rejects with `no-free-seat`, and
   * then there is no such user.
   */
  private createAdmin(
    { _id: accountId, locale }: StoredAccount,
    admin: Opening['admin'],
  ): Promise<StoredUser> {
    const { userId, passwordHash, mustChangePassword = false } = admin;
    const now = this.clock.now();
    const by = userActor(userId);
    const user = newUser(
      { ...admin, globalAdmin: true },
      { accountId, userId, locale, by, now, status: 'pending' },
    );
    const id = derivedId('cmd', userId, 'sign-up');
    const flow = newFlow('sign-up', { id, step: 'claim', input: {}, by, now });
    return this.flows.create({ ...user, passwordHash, mustChangePassword, flow });
  }
}

function refuseWeakPassword({ admin, ...account }: SignUp): void {
  refuse(refusePassword(admin.password, { ...admin, email: admin.username }, account, 'admin.password'));
}

function openedBelow(account: StoredAccount, parent: StoredAccount, opener: Actor, now: Date) {
  const { accountId: _home, ...by } = opener;
  return attachedEvents(account, parent, 'opened', { by, home: parent._id, now });
}
