import { Injectable } from '@nestjs/common';
import { logger, Shutdown } from '@seatkeeper/service';

/** Work that goes on after the answer, because the time it takes would tell something. An orderly stop waits for it. */
@Injectable()
export class BackgroundService {
  private readonly log = logger('credentials');
  private readonly running = new Set<Promise<void>>();

  constructor(shutdown: Shutdown) {
    shutdown.on('work', 'work after the answer', async () => void (await Promise.all(this.running)));
  }

  /** What fails is logged: nobody waits for it. */
  run(what: string, work: () => Promise<unknown>): void {
    const done = work().then(
      () => undefined,
      (error: unknown) => this.log.warn(`${what} could not be sent`, { error }),
    );
    this.running.add(done);
    void done.then(() => this.running.delete(done));
  }
}
