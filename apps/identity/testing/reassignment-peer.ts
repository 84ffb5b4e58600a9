import { Controller, Module } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  checkReassignment,
  countRecords,
  Fault,
  getReassignment,
  type Input,
  listRecordTypes,
  type Output,
  previewReassignment,
  type Reassignment,
  reassignmentFailed,
  reassignmentFinished,
  type RegisteredType,
  startReassignment,
  targetsOf,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';

type Start = Input<typeof startReassignment>;
type Links = Partial<Pick<Reassignment, 'undoes' | 'undoneBy' | 'bound'>>;
type End = Pick<Reassignment, 'state' | 'detail' | 'finishedAt' | 'progress'> & Links;
type Started = Start & { at: Date; end?: End };

/** Stands in for the reassignment service, which is another process: it notes what it is asked to move. */
@Controller()
export class ReassignmentPeer {
  private readonly started = new Map<string, Started>();
  /** How many open records of a type somebody owns; a run moves them when the test says so. */
  private readonly owned = new Map<string, Map<string, number>>();

  constructor(private readonly bus: Bus) {}

  /** The runs of one owner; asked twice under one id, there is one. */
  runsFrom(userId: string): Start[] {
    return [...this.started.values()].filter(({ plan }) => plan.from === userId);
  }

  /** Gives somebody open records of a type. */
  own(userId: string, type: string, count: number): void {
    this.owned.set(userId, new Map([...(this.owned.get(userId) ?? []), [type, count]]));
  }

  /** Ends a run, which moves everything, or fails and moves nothing; and says so. */
  async end(
    reassignmentId: string,
    state: 'finished' | 'failed',
    detail: string | null = null,
    links: Links = {},
  ): Promise<void> {
    const run = this.known(reassignmentId);
    const { plan, accountId, by } = run;
    const byType = state === 'finished' ? this.rows(plan) : [];
    if (state === 'finished') this.owned.delete(plan.from);
    const done = sumOf(byType);
    const at = new Date();
    run.end = {
      state,
      detail,
      finishedAt: at.toISOString(),
      progress: { total: done, done, byType },
      ...links,
    };
    const { name } = state === 'finished' ? reassignmentFinished : reassignmentFailed;
    const data = { accountId, actor: by, reassignment: toRun(run) };
    await this.bus.publish([{ id: newId('evt'), name, at, subject: reassignmentId, data }]);
  }

  /** Begins to give back what a run has moved. */
  undo(reassignmentId: string): void {
    const { end } = this.known(reassignmentId);
    if (end) end.undoneBy = newId('rea');
  }

  /** The types whose fields the account has registered. */
  types: RegisteredType[] = [];

  @Handle(listRecordTypes)
  recordTypes(): Promise<Output<typeof listRecordTypes>> {
    return Promise.resolve({ items: this.types });
  }

  @Handle(checkReassignment)
  check({ plan, users }: Input<typeof checkReassignment>): Promise<Output<typeof checkReassignment>> {
    refuseTargets(plan, users);
    return Promise.resolve({});
  }

  @Handle(previewReassignment)
  preview({
    plan,
    users,
    bound,
  }: Input<typeof previewReassignment>): Promise<Output<typeof previewReassignment>> {
    if (!users) throw new Error('Identity left out the users of the plan: it would be asked back.');
    refuseTargets(plan, users);
    const byType = this.rows(plan);
    const total = sumOf(byType);
    const previewed = Number(bound?.manifest.split('-')[2] ?? total);
    if (bound?.driftLimit && previewed !== total)
      throw new Fault('too-much-drift', `${previewed} were counted, and ${total} are there.`);
    return Promise.resolve({ total, byType, manifest: bound?.manifest ?? manifestOf(total) });
  }

  @Handle(countRecords)
  count({ user = '' }: Input<typeof countRecords>): Promise<Output<typeof countRecords>> {
    const items = [...(this.owned.get(user) ?? [])].map(([type, open]) => ({ type, open, closed: 0 }));
    return Promise.resolve({ total: items.reduce((sum, { open }) => sum + open, 0), items });
  }

  @Handle(getReassignment)
  get({ reassignmentId }: Input<typeof getReassignment>): Promise<Output<typeof getReassignment>> {
    return Promise.resolve(toRun(this.known(reassignmentId)));
  }

  @Handle(startReassignment)
  start(request: Start): Promise<Output<typeof startReassignment>> {
    if (!request.users) throw new Error('Identity left out the users of the plan: it would be asked back.');
    if (!request.inAnyCase) refuseTargets(request.plan, request.users);
    const known = this.started.get(request.reassignmentId);
    if (known) return Promise.resolve(toRun(known));
    const started = { ...request, at: new Date() };
    this.started.set(request.reassignmentId, started);
    return Promise.resolve(toRun(started));
  }

  private known(reassignmentId: string): Started {
    const run = this.started.get(reassignmentId);
    if (!run) throw Fault.notFound('reassignment');
    return run;
  }

  /** All of one type go to whom the plan names for it, else to the one who gets the rest. */
  private rows({ from, to, rules = [], filter }: Start['plan']) {
    return [...(this.owned.get(from) ?? [])]
      .filter(([type]) => filter?.types?.includes(type) ?? true)
      .map(([type, count]) => ({
        type,
        to: rules.find(({ types }) => types.includes(type))?.to ?? to ?? '',
        count,
      }));
  }
}

const manifestOf = (total: number) => `m1-${Date.now()}-${total}-${'0'.repeat(32)}`;

const sumOf = (rows: readonly { count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0);

const toRun = ({ reassignmentId, plan, by, bound, at, end }: Started): Output<typeof startReassignment> => ({
  id: reassignmentId,
  from: plan.from,
  plan,
  undoes: null,
  undoneBy: null,
  bound: bound ? { manifest: bound.manifest, previewed: 0, skipped: 0 } : null,
  state: 'queued',
  progress: { total: 0, done: 0, byType: [] },
  detail: null,
  startedBy: by,
  createdAt: at.toISOString(),
  startedAt: null,
  finishedAt: null,
  ...end,
});

function refuseTargets(plan: Start['plan'], users: NonNullable<Start['users']>): void {
  const fit = new Set(
    users.filter(({ status }) => status === 'active' || status === 'invited').map(({ id }) => id),
  );
  const owner = users.some(({ id }) => id === plan.from) ? [] : [{ path: 'from', message: 'Is not known' }];
  const targets = targetsOf(plan)
    .filter(({ id }) => id === plan.from || !fit.has(id))
    .map(({ path }) => ({ path, message: 'Can be given no records' }));
  const errors = [...owner, ...targets];
  if (errors.length > 0) throw new Fault('validation-failed', { errors });
}

@Module({ controllers: [ReassignmentPeer] })
export class ReassignmentPeerModule {}
