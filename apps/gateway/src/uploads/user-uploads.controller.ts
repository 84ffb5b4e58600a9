import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  abortUserImport,
  appendUserImport,
  Fault,
  importUsersEndpoint,
  openUserImport,
  refuse,
  startUserImport,
} from '@seatkeeper/contracts';
import { actorOf } from '../calls/by.js';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { UPLOAD_LIMIT_BYTES, UPLOAD_LIMIT_ROWS } from '../http/limits.js';
import { type CsvRow, readCsv } from './csv.js';
import { patiently } from './patience.js';
import { fileOf, inBatches } from './upload-stream.js';

const ROWS_A_MESSAGE = 200;

/** Streams a CSV file to identity. Nobody is invited before the last row has arrived and was readable. */
@Controller()
export class UserUploadsController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(importUsersEndpoint)
  async receive(call: Call<typeof importUsersEndpoint>): Promise<{ importId: string }> {
    const { caller, query, request } = call;
    const which = { accountId: caller.accountId, importId: call.newId('imp') };
    const rows = readCsv(await fileOf(request, 'text/csv'), UPLOAD_LIMIT_BYTES);
    try {
      const first = await rows.next();
      if (first.done)
        throw new Fault('validation-failed', { errors: [{ path: 'file', message: 'The file is empty' }] });
      const header = first.value.cells.map((name) => name.trim().slice(0, 200));
      const by = actorOf(caller);
      const whenNoSeat = query.whenNoSeat ?? 'fail';
      await patiently(() => this.bus.request(openUserImport, { ...which, by, header, whenNoSeat }));
      const total = await this.append(which, rows);
      const { id } = await patiently(() => this.bus.request(startUserImport, { ...which, total }));
      return { importId: id };
    } finally {
      // Refused before its end, a file is still coming in.
      await rows.return(undefined);
    }
  }

  private async append(
    which: { accountId: string; importId: string },
    rows: AsyncGenerator<CsvRow>,
  ): Promise<number> {
    let total = 0;
    try {
      for await (const batch of inBatches(rows, ROWS_A_MESSAGE)) {
        total += batch.length;
        refuse(refuseRows(total));
        await patiently(() => this.bus.request(appendUserImport, { ...which, rows: batch }));
      }
      return total;
    } catch (error) {
      await this.bus.request(abortUserImport, which).catch(() => undefined);
      throw error;
    }
  }
}

const refuseRows = (total: number): Fault | null =>
  total <= UPLOAD_LIMIT_ROWS
    ? null
    : new Fault(
        'too-large',
        `The file has more than ${UPLOAD_LIMIT_ROWS.toLocaleString('en')} rows: send it in several parts. Nobody was invited.`,
      );
