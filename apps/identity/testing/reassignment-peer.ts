import { Controller, Module } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { checkReassignment, Fault, type Input, type Output, startReassignment } from '@seatkeeper/contracts';

type Start = Input<typeof startReassignment>;

/** Stands in for the reassignment service, which is another process: it notes what it is asked to move. */
@Controller()
export class ReassignmentPeer {
  /** Ids of users nobody may be given records. */
  readonly unfit = new Set<string>();
  private readonly started = new Map<string, Start>();

  /** The runs of one owner; asked twice under one id, there is one. */
  runsFrom(userId: string): Start[] {
    return [...this.started.values()].filter(({ plan }) => plan.from === userId);
  }

  @Handle(checkReassignment)
  check({ plan }: Input<typeof checkReassignment>): Promise<Output<typeof checkReassignment>> {
    if (plan.to !== undefined && this.unfit.has(plan.to))
      throw new Fault('validation-failed', { errors: [{ path: 'to', message: 'Is not an active user' }] });
    return Promise.resolve({});
  }

  @Handle(startReassignment)
  start(request: Start): Promise<Output<typeof startReassignment>> {
    this.started.set(request.reassignmentId, request);
    return Promise.resolve({
      id: request.reassignmentId,
      from: request.plan.from,
      plan: request.plan,
      state: 'queued',
      progress: { total: 0, done: 0, byType: [] },
      detail: null,
      startedBy: request.by,
      createdAt: new Date().toISOString(),
      startedAt: null,
      finishedAt: null,
    });
  }
}

@Module({ controllers: [ReassignmentPeer] })
export class ReassignmentPeerModule {}
