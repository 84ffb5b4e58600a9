import { Inject, Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type EndpointContract,
  type EventContract,
  type EventData,
  refuse,
  type userExportEnded,
  type userExportStarted,
} from '@seatkeeper/contracts';
import { logger, newId, SETTINGS, Shutdown } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { actingAs, refuseCaller } from '../access/access.js';
import { CallersService } from '../access/callers.service.js';
import { actorOf } from '../calls/by.js';
import { type ActingCaller, type Call, Reply } from '../http/call.js';
import { eventStream } from '../progress/event-stream.js';
import { patiently } from '../uploads/patience.js';
import { csvBeginning, csvText } from './csv-text.js';
import { Stall } from './stall.js';

/** A list that becomes a file. */
export interface Exported {
  /** The beginning of the file's name. */
  name: string;
  endpoint: EndpointContract;
  header: readonly string[];
  /** The rows after those that `cursor` stands for, as the caller may see them now. */
  read: (
    who: { caller: ActingCaller; request: FastifyRequest },
    cursor: string | undefined,
  ) => Promise<{ rows: readonly (readonly string[])[]; nextCursor: string | null }>;
  started: EventContract<typeof userExportStarted.data>;
  ended: EventContract<typeof userExportEnded.data>;
}

/** How far an export has come. */
interface Progress {
  rows: number;
  isComplete: boolean;
}

const log = logger('exports');

/**
 * Lists as files, read part by part: the next is asked for when the client has taken the last one, and none when the
 * client is gone. So an export takes one question at a time, and the room of one answer.
 */
@Injectable()
export class ExportsService {
  private readonly open = new Set<Readable>();
  private readonly telling = new Set<Promise<void>>();

  constructor(
    private readonly bus: Bus,
    private readonly callers: CallersService,
    @Inject(SETTINGS) private readonly settings: { UPLOAD_SILENT_SECONDS: number },
    shutdown: Shutdown,
  ) {
    shutdown.on('intake', 'exports', () => {
      for (const stream of this.open) stream.destroy(new Error('The gateway stops.'));
    });
    shutdown.on('work', 'what is told of exports', async () => void (await Promise.all(this.telling)));
  }

  /** Who exports is told before the first row leaves; what is wrong was refused before this. */
  async stream({ caller, origin, request }: Call<EndpointContract>, exported: Exported): Promise<Reply> {
    const subject = newId('exp');
    const about = { accountId: caller.accountId, actor: actorOf(caller), ...origin };
    await this.tell(exported.started, subject, about);

    const progress: Progress = { rows: 0, isComplete: false };
    const stall = new Stall(this.settings.UPLOAD_SILENT_SECONDS * 1_000, () =>
      stream.destroy(new Error('The client has stopped reading.')),
    );
    const parts = this.parts({ caller, request }, exported, progress, stall);
    const stream = eventStream(withBeginning(csvBeginning(exported.header), parts), () => {
      stall.close();
      this.open.delete(stream);
      const cause = progress.isComplete ? ('complete' as const) : ('broken-off' as const);
      this.tellLater(this.tell(exported.ended, subject, { ...about, quantity: progress.rows, cause }));
    });
    this.open.add(stream);
    const day = new Date().toISOString().slice(0, 10);
    return new Reply(200, stream, {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${exported.name}-${day}.csv"`,
    });
  }

  private async *parts(
    { caller, request }: { caller: ActingCaller; request: FastifyRequest },
    { endpoint, read }: Exported,
    progress: Progress,
    stall: Stall,
  ): AsyncGenerator<string, void> {
    let cursor: string | undefined;
    do {
      // A file outlives a call: who lost the right to see the list gets no more of it.
      const can = await patiently(() => this.callers.again(caller, request));
      refuse(refuseCaller(endpoint, can));
      const who = { caller: actingAs(endpoint, can), request };
      const part = await patiently(() => read(who, cursor));
      progress.rows += part.rows.length;
      cursor = part.nextCursor ?? undefined;
      stall.begin();
      yield csvText(part.rows);
      stall.end();
    } while (cursor !== undefined);
    progress.isComplete = true;
  }

  private tell<C extends EventContract>(contract: C, subject: string, data: EventData<C>): Promise<void> {
    return this.bus.publish([{ id: newId('evt'), name: contract.name, at: new Date(), subject, data }]);
  }

  /** That it began is known; how it ended is told when it can be. */
  private tellLater(told: Promise<void>): void {
    const done = told.catch((error: unknown) =>
      log.warn('The end of an export could not be told', { error }),
    );
    this.telling.add(done);
    void done.finally(() => this.telling.delete(done));
  }
}

async function* withBeginning(
  beginning: string,
  parts: AsyncGenerator<string, void>,
): AsyncGenerator<string, void> {
  yield beginning;
  yield* parts;
}
