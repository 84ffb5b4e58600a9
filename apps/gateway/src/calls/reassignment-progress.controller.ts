import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Caller,
  Fault,
  getReassignment,
  isOver,
  type Reassignment,
  reassignmentProgressEndpoint,
  refuse,
} from '@seatkeeper/contracts';
import { Shutdown } from '@seatkeeper/service';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { refuseCaller } from '../access/access.js';
import { SessionAnswersClient } from '../access/session-answers.client.js';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';

const LOOK_EVERY_MS = 500;
/** Proxies close a connection on which nothing is said. */
const COMMENT_EVERY_MS = 15_000;

/** A run as Server-Sent Events: `progress` whenever it changed, then one `end`. */
@Controller()
export class ReassignmentProgressController {
  private readonly stopping = new AbortController();

  constructor(
    private readonly bus: Bus,
    private readonly sessions: SessionAnswersClient,
    shutdown: Shutdown,
  ) {
    shutdown.on('intake', 'progress streams', () => this.stopping.abort());
  }

  /** Rejects with `not-found` before anything is sent. */
  @Endpoint(reassignmentProgressEndpoint)
  async follow({ caller, params }: Call<typeof reassignmentProgressEndpoint>): Promise<Reply> {
    const first = await this.look(caller, params.id);
    return new Reply(200, Readable.from(this.events(caller, first), { objectMode: false }), {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
  }

  private async *events(caller: Caller, first: Reassignment): AsyncGenerator<string> {
    let run = first;
    let last = '';
    let quietSince = performance.now();
    while (!this.stopping.signal.aborted) {
      const data = JSON.stringify(run);
      if (data !== last) {
        yield sse('progress', data);
        last = data;
        quietSince = performance.now();
      } else if (performance.now() - quietSince > COMMENT_EVERY_MS) {
        yield ': still here\n\n';
        quietSince = performance.now();
      }
      if (isOver(run.state)) {
        yield sse('end', data);
        return;
      }
      await wait(LOOK_EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      try {
        // A stream outlives a request: who lost the right to look loses the stream.
        refuse(refuseCaller(reassignmentProgressEndpoint, await this.sessions.authorize(caller)));
        run = await this.look(caller, run.id);
      } catch (error) {
        // An outage passes; the client keeps its stream meanwhile.
        if (!(error instanceof Fault && error.code === 'service-unavailable')) return;
      }
    }
  }

  private look(caller: Caller, reassignmentId: string): Promise<Reassignment> {
    return this.bus.request(getReassignment, { accountId: caller.accountId, reassignmentId });
  }
}

const sse = (event: string, data: string): string => `event: ${event}\ndata: ${data}\n\n`;
