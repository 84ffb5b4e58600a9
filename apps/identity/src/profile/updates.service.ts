import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  Fault,
  type Input,
  type ProvingActor,
  refuse,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { DuplicateKey, isDone } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { isDeepStrictEqual } from 'node:util';
import { AuthorityService, isSelf } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { EmailChangeIssuerService } from '../email-changes/email-change-issuer.service.js';
import { isRefusal, newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { isToBeInvited } from '../invitations/invitations.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { refuseUnproved } from '../proofs/proofs.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { refuseCustomFields } from '../users/custom-fields.js';
import { keepsAddress } from '../users/email-changes.js';
import { refuseMachineAdmin, seatsOf, taken } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { type ChangedFields, changedFields, type Changes, refuseRename } from './profile-changes.js';
import { refuseManagedChanges } from './managed-changes.js';
import { ProfileWritesService } from './profile-writes.service.js';

/** A request whose units have been found. */
type Update = Omit<Wish, 'changes'> & { changes: Changes };

/** Whoever calls from within says whether a directory of the firm vouches for an address, which takes effect at once then. */
type Wish = Input<typeof updateUser> & { isVouched?: true | undefined };

const MOST_ATTEMPTS = 5;

/** What was checked no longer holds for the user as it is now: check again. */
class OtherFooting extends Error {}

@Injectable()
export class UpdatesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly permissions: PermissionsService,
    private readonly lines: ReportingLinesService,
    private readonly units: UnitNamesService,
    private readonly fields: CustomFieldChecksService,
    private readonly writes: ProfileWritesService,
    private readonly emailChanges: EmailChangeIssuerService,
    private readonly flows: FlowsService,
    private readonly limits: MailLimitsService,
  ) {}

  @Handle(updateUser)
  async update(given: Wish): Promise<User> {
    const { accountId, by, commandId: id = newId('cmd') } = given;
    const user = await this.users.get(accountId, given.userId);
    // Before anything is made of what the change says, as a unit of a new name.
    await this.managing.refuseOutside(user, given);
    if (given.asManager) refuse(refuseManagedChanges(given.changes));
    const changes = await this.fitted(user, given, id);
    const request = { ...given, changes: await this.units.found(accountId, by, changes) };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return toUser(await this.attempt(request, id));
      } catch (error) {
        if (!(error instanceof OtherFooting)) throw error;
        if (attempt === MOST_ATTEMPTS) throw new Fault('user-busy', 'Others change this user all the time.');
      }
    }
  }

  /** What this change of a user would be refused with at this moment; changes nothing. A proof is asked for when it is made. */
  async refusalOf(user: StoredUser, actor: Actor, changes: Changes): Promise<Fault | null> {
    const by = { ...actor, proved: true as const };
    const request = { accountId: user.accountId, userId: user._id, by, changes };
    try {
      refuse(refuseStale(user, {}));
      await this.check(user, changedFields(user, changes), request);
      return null;
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
  }

  /** What was begun, or done, by this command was fitted then: definitions may be others by now. */
  private async fitted(user: StoredUser, { changes }: Input<typeof updateUser>, id: string) {
    if (changes.customFields === undefined) return changes;
    return isDone(user, id) || user.flow?.id === id ? changes : this.fields.ofChanges(user, changes);
  }

  private async attempt(request: Update, id: string): Promise<StoredUser> {
    const { accountId, userId, changes } = request;
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, request);
    if (isDone(user, id)) return user;
    if (user.flow?.id !== id) {
      refuse(refuseStale(user, request));
      await this.check(user, changedFields(user, changes), request);
    }
    try {
      const isPlain = changes.products === undefined && changes.globalAdmin === undefined;
      const work = () => (isPlain ? this.write(request, user, id) : this.run(request, user, id));
      return await this.mailing(request, user, id, work);
    } catch (error) {
      throw error instanceof DuplicateKey ? taken(error, changes.username ?? user.username) : error;
    }
  }

  /** Another address may cause a mail to it: of who is invited with a link to come in, of who signs in with one that confirms it. */
  private async mailing(
    { accountId, changes, isVouched }: Update,
    user: StoredUser,
    id: string,
    work: () => Promise<StoredUser>,
  ): Promise<StoredUser> {
    const { email } = changedFields(user, changes);
    if (email === undefined) return work();
    const waits = await this.emailChanges.waits(user, isVouched);
    // What has begun was counted then.
    if (waits && user.flow?.id !== id) await this.limits.admitResend(accountId, user._id);
    return waits || user.status === 'invited' ? this.limits.mailing(accountId, email, work) : work();
  }

  /** What needs looking up. The write refuses if the user it was looked up for has changed in what matters for it. */
  private async check(user: StoredUser, changed: ChangedFields, { accountId, userId, by, changes }: Update) {
    refuse(refuseRename(changed, changes.correction === true));
    refuse(refuseCustomFields(changed));
    refuse(refuseMachineAdmin({ ...changed, type: user.type }));
    await this.authority.refuseVisibility(accountId, by, changed.visibility);
    if (changed.globalAdmin === false) await this.authority.refuseTakingDown(user, by);
    await this.refuseRole(user, changed, by, changes.correction === true);
    await this.refuseAddress(user, changed, by);
    const added = (changed.groups ?? []).filter((id) => !user.groups.includes(id));
    await this.authority.refuseGroups(accountId, by, added, changes.groups ?? []);
    await this.lines.refuse({ accountId, _id: userId }, changed.reportsTo, by);
  }

  private async refuseRole(
    user: StoredUser,
    changed: ChangedFields,
    by: ProvingActor,
    isCorrection: boolean,
  ) {
    if (renames(changed)) await this.refuseRenaming(user, changed, by);
    else if (actsUpon(user, changed)) await this.authority.refuseStronger(user, by);
    const what = isCorrection
      ? 'confirm a correction of username and name'
      : 'make somebody one, or take it away';
    if (isCorrection || changed.globalAdmin !== undefined)
      await this.authority.refuseUnlessProvedAdmin(user.accountId, by, what);
  }

  /** The own address takes a proof: whoever finds a session open would have the next password sent to themselves. */
  private async refuseRenaming(user: StoredUser, { email }: ChangedFields, by: ProvingActor): Promise<void> {
    await this.authority.refuseBecoming(user, by);
    if (email !== undefined && isSelf(by, user)) refuse(refuseUnproved(by));
  }

  /** A link goes to the new address, now or later, so it takes somebody who may send one. */
  private async refuseAddress(user: StoredUser, { email }: ChangedFields, by: Actor): Promise<void> {
    if (email === undefined || !isToBeInvited(user) || keepsAddress(user)) return;
    if (await this.permissions.holds(user.accountId, by, 'users.invite')) return;
    throw new Fault('forbidden', {
      detail:
        'The invitation goes to the new address, so changing it before it is accepted needs the permission users.invite.',
      members: { permission: 'users.invite' },
    });
  }

  /** Everything but seats and role is one write, also while a flow runs. */
  private async write(request: Update, checked: StoredUser, id: string): Promise<StoredUser> {
    const made = await this.writes.for(checked, request.by, request.changes, request.isVouched);
    const { reportsTo } = changedFields(checked, request.changes);
    const user = await this.lines.join(checked, reportsTo, (joined) =>
      this.users.changeFrom(checked, (before, now) => {
        if (isDone(before, id)) return null;
        refuse(refuseStale(before, request));
        stayOn(checked, before);
        if (!isChanged(before, request)) return null;
        return joined(before, { ...made(before, now), command: id });
      }),
    );
    if (!user) throw Fault.notFound('user');
    return user;
  }

  /** Seats and role change only while no flow relies on them, and where they matter under a flow of their own. */
  private async run(request: Update, checked: StoredUser, id: string): Promise<StoredUser> {
    const { accountId, userId, by, changes, isVouched } = request;
    const made = await this.writes.for(checked, by, changes, isVouched);
    const changed = changedFields(checked, changes);
    const flows = needsFlow(checked, changed);
    // A flow draws the line itself, when it comes to it.
    return this.lines.join(checked, flows ? undefined : changed.reportsTo, (joined) => {
      const begin = (user: StoredUser, now: Date) => {
        refuse(refuseStale(user, request));
        stayOn(checked, user);
        if (!isChanged(user, request)) return null;
        if (needsFlow(user, changedFields(user, changes)))
          return { flow: newFlow('update', { id, step: 'claim', input: { changes, isVouched }, by, now }) };
        if (flows) throw new OtherFooting();
        return { ...joined(user, made(user, now)), flow: null };
      };
      return this.flows.run({ accountId, userId, id, kind: 'update', begin });
    });
  }
}

const isChanged = (user: StoredUser, { changes }: Update): boolean =>
  Object.keys(changedFields(user, changes)).length > 0;

/** Whether a change could make somebody else of this person. */
const renames = ({ username, email }: ChangedFields): boolean =>
  username !== undefined || email !== undefined;

/**
 * Whether a change takes something from this person, or says whom they see, or who they are to the identity provider, which acts
 * upon them. Who is given a group loses nothing.
 */
function actsUpon(
  { globalAdmin, groups: held }: StoredUser,
  { groups, visibility, externalId }: ChangedFields,
): boolean {
  const touched = groups !== undefined && (globalAdmin || held.some((id) => !groups.includes(id)));
  return visibility !== undefined || externalId !== undefined || touched;
}

/** The rules look at these of the user; had one changed since, somebody could slip in between check and write. */
function stayOn(checked: StoredUser, user: StoredUser): void {
  const footing = ({ status, globalAdmin, groups, username, firstName, lastName, reportsTo }: StoredUser) => [
    status,
    globalAdmin,
    groups,
    username,
    firstName,
    lastName,
    reportsTo,
  ];
  if (!isDeepStrictEqual(footing(checked), footing(user))) throw new OtherFooting();
}

/** Whether licensing or the count of admins has to agree. */
function needsFlow(user: StoredUser, changed: ChangedFields): boolean {
  const changesSeats = !isDeepStrictEqual(seatsOf(user), seatsOf({ ...user, ...changed }));
  return changesSeats || (changed.globalAdmin !== undefined && user.status === 'active');
}

function refuseStale(user: StoredUser, { ifVersion }: Pick<Update, 'ifVersion'>): Fault | null {
  if (user.status === 'pending') return new Fault('user-busy', 'The user is still being created.');
  return ifVersion === undefined || ifVersion === user.version ? null : new Fault('precondition-failed');
}
