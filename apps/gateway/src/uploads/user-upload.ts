import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  abortUserImport,
  appendUserImport,
  type Caller,
  Fault,
  openUserImport,
  startUserImport,
  userActor,
  type UserImport,
} from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { UPLOAD_LIMIT_BYTES } from '../http/http-app.js';
import { readCsv } from './csv.js';
import { patiently } from './patience.js';
import { fileOf, inBatches } from './upload-stream.js';

const ROWS_A_MESSAGE = 200;

/** Streams a CSV file to identity. Nobody is invited before the last row has arrived and was readable. */
@Injectable()
export class UserUpload {
  constructor(private readonly bus: Bus) {}

  async receive(
    caller: Caller,
    importId: string,
    whenNoSeat: 'fail' | 'wait',
    request: FastifyRequest,
  ): Promise<UserImport> {
    const { accountId } = caller;
    const which = { accountId, importId };
    const rows = readCsv(await fileOf(request, 'text/csv'), UPLOAD_LIMIT_BYTES);
    const header = await rows.next();
    if (header.done)
      throw new Fault('validation-failed', { errors: [{ path: 'file', message: 'The file is empty' }] });
    const names = header.value.cells.map((name) => name.trim().slice(0, 200));
    const by = userActor(caller.userId);
    await patiently(() => this.bus.request(openUserImport, { ...which, by, header: names, whenNoSeat }));
    let total = 0;
    try {
      for await (const batch of inBatches(rows, ROWS_A_MESSAGE)) {
        await patiently(() => this.bus.request(appendUserImport, { ...which, rows: batch }));
        total += batch.length;
      }
    } catch (error) {
      await this.bus.request(abortUserImport, which).catch(() => undefined);
      throw error;
    }
    return patiently(() => this.bus.request(startUserImport, { ...which, total }));
  }
}
