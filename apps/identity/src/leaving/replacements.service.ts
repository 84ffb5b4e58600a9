import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, type Output, refuse, replaceUser } from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { DefaultGroupService } from '../admins/default-group.service.js';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { InheritingService } from '../shared-items/inheriting.service.js';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { refuseCustomFields } from '../users/custom-fields.js';
import type { Newcomer } from '../users/stored-flows.js';
import { seatsOf, usernameTaken } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { RecordsClient } from './records.client.js';
import { commonSeats, refuseReplacing, refuseSuccessor, standInOf } from './replacements.js';

type Replace = Input<typeof replaceUser>;

type NewUserSaid = Extract<Replace['replacement'], { newUser: unknown }>['newUser'];

/** The preview that a replacement is bound to: of who comes new it says who stood for them. */
const boundFor = ({ bound, replacement, userId }: Replace): Replace['bound'] =>
  bound && 'newUser' in replacement ? { ...bound, seenAs: standInOf(userId) } : bound;

/** Who takes the place: somebody who is there, or somebody new. */
interface Place {
  to: string;
  successor: StoredUser | undefined;
  newcomer: Newcomer | undefined;
}

/** One user takes the place of another. */
@Injectable()
export class ReplacementsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly defaultGroup: DefaultGroupService,
    private readonly lines: ReportingLinesService,
    private readonly units: UnitNamesService,
    private readonly fields: CustomFieldChecksService,
    private readonly sharing: InheritingService,
    private readonly flows: FlowsService,
    private readonly limits: MailLimitsService,
    private readonly accounts: AccountsRepository,
    private readonly records: RecordsClient,
  ) {}

  @Handle(replaceUser)
  async replace(request: Replace): Promise<Output<typeof replaceUser>> {
    const { accountId, userId, replacement, commandId: id = newId('cmd') } = request;
    const to = 'userId' in replacement ? replacement.userId : request.newUserId;
    const user = await this.users.get(accountId, userId);
    if (isDone(user, id)) return this.answer(user, to);
    const hasBegun = user.flow?.id === id;
    const successor = hasBegun ? undefined : await this.seen(request, user);
    const newcomer = await this.newcomer(request, hasBegun);
    const bound = boundFor(request);
    if (!hasBegun) await this.check({ ...request, bound }, user, { to, successor, newcomer });
    const run = () => this.run({ ...request, bound }, { id, to, successor, newcomer });
    const ended = await (newcomer
      ? this.limits.inviting(await this.accounts.get(accountId), newcomer.email ?? newcomer.username, run)
      : run());
    return this.answer(ended, to);
  }

  /** Everything that stands against a replacement now, as it would be refused; changes nothing. `successor`: who was `seen`. */
  async refuse(request: Replace, user: StoredUser, successor: StoredUser | undefined): Promise<void> {
    const { accountId, by, replacement } = request;
    const to = successor?._id ?? standInOf(user._id);
    if (!('newUser' in replacement))
      return this.check({ ...request, bound: boundFor(request) }, user, {
        to,
        successor,
        newcomer: undefined,
      });
    const { offices, department, seniority, ...said } = await this.said(request, replacement.newUser);
    await this.units.refuse(accountId, by, { offices, department, seniority });
    await this.check({ ...request, bound: boundFor(request) }, user, { to, successor, newcomer: said });
    if (await this.users.findByUsername(accountId, said.username)) throw usernameTaken(said.username);
  }

  /** Whom the actor does not see is not found, before anything else is told of them: who leaves, and who takes the place. */
  async seen({ accountId, by, replacement }: Replace, user: StoredUser) {
    await this.authority.refuseHidden(user, by);
    if (!('userId' in replacement)) return undefined;
    const successor = await this.users.get(accountId, replacement.userId);
    await this.authority.refuseHidden(successor, by);
    return successor;
  }

  /** Who comes new. Who gets the groups of the one before them needs no default. */
  private async newcomer(request: Replace, hasBegun: boolean): Promise<Newcomer | undefined> {
    if (!('newUser' in request.replacement)) return undefined;
    const { newUser } = request.replacement;
    const said = hasBegun ? newUser : await this.said(request, newUser);
    return this.units.found(request.accountId, request.by, said);
  }

  /** What is said of who comes new, with what goes without saying. */
  private async said({ accountId, by, copy }: Replace, newUser: NewUserSaid): Promise<NewUserSaid> {
    const said = await this.fields.ofNewcomer(accountId, newUser);
    const groups = copy.includes('groups')
      ? said.groups
      : await this.defaultGroup.groupsFor(await this.accounts.get(accountId), by, said);
    const visibility = await this.authority.visibilityOf(accountId, by, said.visibility);
    return { ...said, groups, visibility };
  }

  private run(
    { accountId, userId, by, copy, reassignmentId, bound }: Replace,
    { id, to, successor, newcomer }: Place & { id: string },
  ): Promise<StoredUser> {
    return this.flows.run({
      accountId,
      userId,
      id,
      kind: 'replace',
      begin: (before, now) => {
        refuse(refuseReplacing(before));
        const products = seatsOf(before);
        const common = commonSeats(before, successor);
        const held = { held: products.length, products, common };
        const input = { to, newcomer, copy, reassignmentId, ...held, ...(bound && { bound }) };
        return { flow: newFlow('replace', { id, step: 'hold', input, by, now }) };
      },
    });
  }

  /** What can be refused before anybody is held still. */
  private async check(
    { accountId, by, copy, reassignmentId, bound }: Replace,
    user: StoredUser,
    { to, successor, newcomer }: Place,
  ): Promise<void> {
    await this.authority.refuseTakingDown(user, by);
    refuse(user.flow ? null : refuseReplacing(user));
    await this.authority.refuseHandingOver(user, by);
    if (copy.includes('visibility'))
      await this.authority.refuseVisibility(accountId, by, user.visibility ?? 'everyone');
    const copied = copy.includes('groups') ? user.groups : [];
    const given = newcomer?.groups ?? [];
    await this.authority.refuseGroups(accountId, by, [...new Set([...given, ...copied])], given);
    if (successor) {
      refuse(refuseSuccessor(successor, user._id));
      // To copy these is to change them of somebody.
      if (copy.some((what) => what !== 'offices')) await this.authority.refuseStronger(successor, by);
    }
    if (copy.includes('sharedItems')) await this.sharing.refuse(user, successor ?? { _id: to }, by);
    if (reassignmentId !== undefined && bound)
      await this.records.check(accountId, user._id, { to: bound.seenAs ?? to }, bound);
    if (!newcomer) return;
    refuse(refuseCustomFields(newcomer));
    if (newcomer.globalAdmin)
      await this.authority.refuseUnlessProvedAdmin(accountId, by, 'make somebody one');
    await this.lines.refuse({ accountId, _id: to }, newcomer.reportsTo, by);
  }

  private async answer(user: StoredUser, to: string): Promise<Output<typeof replaceUser>> {
    const successor = await this.users.get(user.accountId, to);
    const { replacedBy, reassignmentId } = user.offboarding ?? {};
    return {
      user: toUser(user),
      replacement: toUser(successor),
      seatsSwapped: replacedBy?.seatsSwapped ?? 0,
      groupsManaged: replacedBy?.groupsManaged ?? 0,
      ...(reassignmentId && { reassignmentId }),
    };
  }
}
