import { Controller, Inject } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type EventContract,
  type EventData,
  exportUsersEndpoint,
  type Input,
  openUserExport,
  type Output,
  readUserExport,
  refuse,
  userExportEnded,
  userExportStarted,
} from '@seatkeeper/contracts';
import { logger, newId, SETTINGS, Shutdown } from '@seatkeeper/service';
import type { Readable } from 'node:stream';
import { actingAs, refuseCaller } from '../access/access.js';
import { CallersService } from '../access/callers.service.js';
import { actorOf, seenBy } from '../calls/by.js';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { LimitsService } from '../limits/limits.service.js';
import { eventStream } from '../progress/event-stream.js';
import { patiently } from '../uploads/patience.js';
import { csvBeginning, csvText } from './csv-text.js';

type ExportCall = Call<typeof exportUsersEndpoint>;
type Wanted = Pick<Input<typeof readUserExport>, 'accountId' | 'viewer' | 'filter'> & {
  sort?: string | undefined;
};

/** How far an export has come. */
interface Exported {
  rows: number;
  isComplete: boolean;
}

const log = logger('exports');

/**
 * The list of users as a file, read part by part: the next is asked for when the client has taken the last one, and none
 * when the client is gone. So an export takes one question at a time, and the room of one answer.
 */
@Controller()
export class UserExportsController {
  private readonly open = new Set<Readable>();
  private readonly telling = new Set<Promise<void>>();

  constructor(
    private readonly bus: Bus,
    private readonly callers: CallersService,
    private readonly limits: LimitsService,
    @Inject(SETTINGS) private readonly settings: { UPLOAD_SILENT_SECONDS: number },
    shutdown: Shutdown,
  ) {
    shutdown.on('intake', 'exports', () => {
      for (const stream of this.open) stream.destroy(new Error('The gateway stops.'));
    });
    shutdown.on('work', 'what is told of exports', async () => void (await Promise.all(this.telling)));
  }

  /** What is wrong is refused before anything is sent; and who exports is told before the first row is. */
  @Endpoint(exportUsersEndpoint)
  async export(call: ExportCall): Promise<Reply> {
    const { caller, query, origin, request } = call;
    await this.limits.admitExport(caller, request);
    const { sort, ...filter } = query;
    const wanted = { ...seenBy(call), filter, sort };
    const { header, customFields } = await this.bus.request(openUserExport, wanted);
    const about = { accountId: caller.accountId, actor: actorOf(caller), ...origin };
    const subject = newId('exp');
    await this.tell(userExportStarted, subject, about);

    const exported: Exported = { rows: 0, isComplete: false };
    const stall = new Stall(this.settings.UPLOAD_SILENT_SECONDS * 1_000, () =>
      stream.destroy(new Error('The client has stopped reading.')),
    );
    const parts = this.parts(call, { ...wanted, customFields }, exported, stall);
    const stream = eventStream(withBeginning(csvBeginning(header), parts), () => {
      stall.close();
      this.open.delete(stream);
      const cause = exported.isComplete ? ('complete' as const) : ('broken-off' as const);
      this.tellLater(this.tell(userExportEnded, subject, { ...about, quantity: exported.rows, cause }));
    });
    this.open.add(stream);
    const day = new Date().toISOString().slice(0, 10);
    return new Reply(200, stream, {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="users-${day}.csv"`,
    });
  }

  private async *parts(
    { caller, request }: ExportCall,
    wanted: Wanted & { customFields: string[] },
    exported: Exported,
    stall: Stall,
  ): AsyncGenerator<string, void> {
    let cursor: string | undefined;
    do {
      // A file outlives a call: who lost the right to see the list gets no more of it.
      const can = await patiently(() => this.callers.again(caller, request));
      refuse(refuseCaller(exportUsersEndpoint, can));
      const question = {
        ...wanted,
        ...seenBy({ caller: actingAs(exportUsersEndpoint, can), request }),
        cursor,
      };
      const part: Output<typeof readUserExport> = await patiently(() =>
        this.bus.request(readUserExport, question),
      );
      exported.rows += part.rows.length;
      cursor = part.nextCursor ?? undefined;
      stall.begin();
      yield csvText(part.rows);
      stall.end();
    } while (cursor !== undefined);
    exported.isComplete = true;
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

/** A client that takes no more, and does not go either. */
class Stall {
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly afterMs: number,
    private readonly over: () => void,
  ) {}

  begin(): void {
    this.end();
    if (!this.isClosed) this.timer = setTimeout(this.over, this.afterMs).unref();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  close(): void {
    this.isClosed = true;
    this.end();
  }
}
