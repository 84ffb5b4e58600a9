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
import { setTimeout as wait } from 'node:timers/promises';
import { refuseCaller } from '../access/access.js';
import { CallersService } from '../access/callers.service.js';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { RecentAnswers } from '../http/recent-answers.js';
import { COMMENT_EVERY_MS, EVENT_STREAM_HEADERS, eventStream, sse } from './event-stream.js';
import { StreamPlaces } from './stream-places.js';

/** So many a session may follow at a time; a page follows one. */
const MOST = 5;
const LOOK_EVERY_MS = 500;
/** Runs whose last answer is kept; one more is asked for more often than it had to be. */
const RUNS_KEPT = 1_000;

/**
 * A run as Server-Sent Events: `progress` whenever it changed, then one `end`. However many follow a run, it is asked for
 * twice a second.
 */
@Controller()
export class ReassignmentProgressController {
  private readonly places = new StreamPlaces(
    MOST,
    `A session follows at most ${MOST} runs at a time: close another stream first, or ask for the run itself.`,
  );
  private readonly runs = new RecentAnswers<Reassignment>({ freshMs: LOOK_EVERY_MS, kept: RUNS_KEPT });
  private readonly open = new Set<AbortController>();
  private isStopping = false;

  constructor(
    private readonly bus: Bus,
    private readonly callers: CallersService,
    shutdown: Shutdown,
  ) {
    shutdown.on('intake', 'progress streams', () => {
      this.isStopping = true;
      for (const stream of this.open) stream.abort();
    });
  }

  /** Rejects with `not-found` before anything is sent. */
  @Endpoint(reassignmentProgressEndpoint)
  async follow({ caller, params, request }: Call<typeof reassignmentProgressEndpoint>): Promise<Reply> {
    const giveBack = this.places.take(caller.sessionId ?? caller.keyId ?? caller.userId);
    const first = await this.look(caller, params.id).catch((error: unknown) => {
      giveBack();
      throw error;
    });
    const ended = new AbortController();
    this.open.add(ended);
    if (this.isStopping) ended.abort();
    const stream = eventStream(this.events({ caller, request }, first, ended.signal), () => {
      ended.abort();
      this.open.delete(ended);
      giveBack();
    });
    return new Reply(200, stream, EVENT_STREAM_HEADERS);
  }

  private async *events(
    { caller, request }: Pick<Call<typeof reassignmentProgressEndpoint>, 'caller' | 'request'>,
    first: Reassignment,
    ended: AbortSignal,
  ): AsyncGenerator<string, void> {
    let run = first;
    let last = '';
    let quietSince = performance.now();
    while (!ended.aborted) {
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
      await wait(LOOK_EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
      if (ended.aborted) return;
      try {
        // A stream outlives a request: who lost the right to look loses the stream.
        refuse(refuseCaller(reassignmentProgressEndpoint, await this.callers.again(caller, request)));
        run = await this.look(caller, run.id);
      } catch (error) {
        // An outage passes; the client keeps its stream meanwhile.
        if (!(error instanceof Fault && error.code === 'service-unavailable')) return;
      }
    }
  }

  private look({ accountId }: Caller, reassignmentId: string): Promise<Reassignment> {
    return this.runs.get(`${accountId}/${reassignmentId}`, () =>
      this.bus.request(getReassignment, { accountId, reassignmentId }),
    );
  }
}
