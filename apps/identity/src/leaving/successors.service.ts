import { Injectable } from '@nestjs/common';
import { type Actor, Fault, refuse, userUpdated } from '@seatkeeper/contracts';
import { DuplicateKey, heldFrom } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import type { FlowRun } from '../flows/flow-run.js';
import { newFlow } from '../flows/flows.js';
import { InvitationIssuerService } from '../invitations/invitation-issuer.service.js';
import { InheritingService } from '../shared-items/inheriting.service.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { newUser } from '../users/new-users.js';
import type { Flow, FlowOf, Newcomer } from '../users/stored-flows.js';
import { changesBetween, userEvent, type UserWrite } from '../users/user-changes.js';
import { taken } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import { refuseSuccessor, succession } from './replacements.js';

type Replacing = FlowRun<'replace'>;

/** The replacement itself drives the successor; this is only for one whose replacement was given up by a crash. */
const HELD_MS = 30_000;

/**
 * The other user of a replacement. A `succeed` flow holds the successor still from before the seats change hands
 * until the place is taken; whoever drives the replacement puts it there and takes it out.
 */
@Injectable()
export class SuccessorsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly issuer: InvitationIssuerService,
    private readonly lines: ReportingLinesService,
    private readonly sharing: InheritingService,
    private readonly clock: Clock,
  ) {}

  /** Creates a new successor as `pending`, or makes sure that an existing one can take the place. */
  async hold(run: Replacing): Promise<void> {
    const { accountId, _id: from } = run.user;
    const { to, newcomer } = run.flow.input;
    const flow = this.holding(run);
    if (newcomer) return this.create(run, newcomer, flow);
    const held = await this.users.change(accountId, to, (successor) => {
      if (successor.flow?.id === flow.id) return null;
      if (successor.flow) throw new Fault('user-busy', 'Another change of the replacement is still running.');
      refuse(refuseSuccessor(successor, from));
      return { set: { flow } };
    });
    if (!held) throw Fault.notFound('user');
  }

  /** Undoes `hold`. */
  async letGo(run: Replacing): Promise<void> {
    const { accountId } = run.user;
    const { to } = run.flow.input;
    const { id } = this.holding(run);
    if (await this.users.removePendingOf(accountId, to, id)) return;
    await this.users.change(accountId, to, ({ flow }) => (flow?.id === id ? { unset: ['flow'] } : null));
  }

  /** The seats are the successor's: now the status, the products and what is copied follow, in one write. */
  async install(run: Replacing): Promise<void> {
    const { accountId, _id: from } = run.user;
    const { by, input } = run.flow;
    const { id } = this.holding(run);
    const successor = await this.users.find(accountId, input.to);
    if (successor?.flow?.id !== id) return;
    const isBelow = await this.lines.isBelow(accountId, input.to, from);
    const invite = successor.status === 'pending' ? await this.issuer.invite(successor, by) : null;
    const items = input.copy.includes('sharedItems') ? await this.sharing.prepare(run.user, by) : null;
    const above = isBelow ? run.user.reportsTo : undefined;
    await this.lines.joinOrNobody(successor, above, (reportsTo, joined) =>
      this.users.changeFrom(successor, (before, now) => {
        if (before.flow?.id !== id) return null;
        const write = invite?.(before, now) ?? { events: updated(by) };
        const inherited = succession(before, run.user, { copy: input.copy, reportsTo });
        const shared = items?.(before, now);
        const set = { ...write.set, ...inherited, ...shared?.set };
        const events: UserWrite['events'] = (change) => [
          ...(write.events?.(change) ?? []),
          ...(shared?.events ?? []),
        ];
        return joined(before, { ...write, set, unset: [...(write.unset ?? []), 'flow'], events });
      }),
    );
  }

  private async create(run: Replacing, newcomer: Newcomer, flow: Flow): Promise<void> {
    const { accountId, locale, products, reportsTo } = run.user;
    const { to, by } = { ...run.flow.input, by: run.flow.by };
    const now = this.clock.now();
    const given = { reportsTo, ...newcomer, products };
    const user = newUser(given, { accountId, userId: to, locale, by, now, status: 'pending' });
    try {
      await this.users.create({ ...user, flow });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const earlier = await this.users.find(accountId, to);
      if (earlier?.flow?.id !== flow.id) throw taken(error, newcomer.username);
    }
  }

  private holding({ user, flow }: Replacing): FlowOf<'succeed'> {
    const now = this.clock.now();
    const input = { from: user._id, flowId: flow.id };
    const held = newFlow('succeed', { id: `${flow.id}-succeed`, step: 'wait', input, by: flow.by, now });
    return { ...held, lease: heldFrom(now, { ms: HELD_MS }) };
  }
}

const updated =
  (by: Actor): UserWrite['events'] =>
  (change) =>
    changesBetween(change.before, change.after).length > 0 ? [userEvent(userUpdated, { ...change, by })] : [];
