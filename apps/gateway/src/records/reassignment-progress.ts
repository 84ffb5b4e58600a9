import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { type Caller, Fault, getReassignment, type Reassignment } from '@seatkeeper/contracts';
import { Shutdown } from '@seatkeeper/service';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { refuseCaller } from '../sign-in/access.guard.js';
import { Sessions } from '../sign-in/sessions.js';

const LOOK_EVERY_MS = 500;
/** Proxies close a connection on which nothing is said. */
const COMMENT_EVERY_MS = 15_000;

/** A run as Server-Sent Events: `progress` whenever it changed, then one `end`. */
@Injectable()
export class ReassignmentProgress {
  private readonly stopping = new AbortController();

  constructor(
    private readonly bus: Bus,
    private readonly sessions: Sessions,
    shutdown: Shutdown,
  ) {
    shutdown.on('intake', 'progress streams', () => this.stopping.abort());
  }

  /** Rejects with `not-found` before anything is sent. */
  async follow(caller: Caller, reassignmentId: string): Promise<Readable> {
    const first = await this.look(caller, reassignmentId);
    return Readable.from(this.events(caller, first), { objectMode: false });
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
      if (run.state === 'finished' || run.state === 'failed') {
        yield sse('end', data);
        return;
      }
      await wait(LOOK_EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      try {
        // A stream outlives a request: who lost the right to look loses the stream.
        refuseCaller(
          { id: 'reassignmentProgress', access: 'records.read' },
          await this.sessions.authorize(caller),
        );
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
