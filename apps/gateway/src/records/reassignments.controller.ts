import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  getReassignment,
  getReassignmentEndpoint,
  listReassignments,
  listReassignmentsEndpoint,
  pageFrom,
  previewReassignment,
  reassignmentProgressEndpoint,
  startReassignment,
  startReassignmentEndpoint,
  userActor,
} from '@seatkeeper/contracts';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';
import { ReassignmentProgress } from './reassignment-progress.js';

@Controller()
export class ReassignmentsController {
  constructor(
    private readonly bus: Bus,
    private readonly progress: ReassignmentProgress,
  ) {}

  @Endpoint(startReassignmentEndpoint)
  async start(call: Call<typeof startReassignmentEndpoint>): Promise<Reply> {
    const { accountId, userId } = call.caller;
    const { preview, ...plan } = call.body;
    if (preview) return new Reply(200, await this.bus.request(previewReassignment, { accountId, plan }));
    const run = await this.bus.request(startReassignment, {
      accountId,
      by: userActor(userId),
      reassignmentId: call.newId('rea'),
      plan,
    });
    return new Reply(202, run, { location: `/v1/reassignments/${run.id}` });
  }

  @Endpoint(listReassignmentsEndpoint)
  list({ caller, query }: Call<typeof listReassignmentsEndpoint>) {
    return this.bus.request(listReassignments, { accountId: caller.accountId, page: pageFrom(query) });
  }

  @Endpoint(getReassignmentEndpoint)
  get({ caller, params }: Call<typeof getReassignmentEndpoint>) {
    return this.bus.request(getReassignment, { accountId: caller.accountId, reassignmentId: params.id });
  }

  @Endpoint(reassignmentProgressEndpoint)
  async follow({ caller, params }: Call<typeof reassignmentProgressEndpoint>): Promise<Reply> {
    const events = await this.progress.follow(caller, params.id);
    return new Reply(200, events, {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
  }
}
