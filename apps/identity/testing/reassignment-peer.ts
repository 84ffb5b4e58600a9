import { Controller, Module } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  checkReassignment,
  Fault,
  type Input,
  type Output,
  startReassignment,
  targetsOf,
} from '@seatkeeper/contracts';

type Start = Input<typeof startReassignment>;
type Started = Start & { at: Date };

/** Stands in for the reassignment service, which is another process: it notes what it is asked to move. */
@Controller()
export class ReassignmentPeer {
  private readonly started = new Map<string, Started>();

  /** The runs of one owner; asked twice under one id, there is one. */
  runsFrom(userId: string): Start[] {
    return [...this.started.values()].filter(({ plan }) => plan.from === userId);
  }

  @Handle(checkReassignment)
  check({ plan, users }: Input<typeof checkReassignment>): Promise<Output<typeof checkReassignment>> {
    refuseTargets(plan, users);
    return Promise.resolve({});
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
}

const toRun = ({ reassignmentId, plan, by, at }: Started): Output<typeof startReassignment> => ({
  id: reassignmentId,
  from: plan.from,
  plan,
  undoes: null,
  undoneBy: null,
  state: 'queued',
  progress: { total: 0, done: 0, byType: [] },
  detail: null,
  startedBy: by,
  createdAt: at.toISOString(),
  startedAt: null,
  finishedAt: null,
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
