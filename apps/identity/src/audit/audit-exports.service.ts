import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, type Output, readAuditExport } from '@seatkeeper/contracts';
import { cellsOfEntry } from './audit.js';
import { AuditRepository } from './audit.repository.js';

/** The audit log as a table, part by part. */
@Injectable()
export class AuditExportsService {
  constructor(private readonly entries: AuditRepository) {}

  @Handle(readAuditExport)
  async read({
    accountId,
    filter,
    cursor,
    limit,
  }: Input<typeof readAuditExport>): Promise<Output<typeof readAuditExport>> {
    const page = { limit, cursor };
    const { items, nextCursor } = await this.entries.list(accountId, filter, page, { uncounted: true });
    return { rows: items.map(cellsOfEntry), nextCursor };
  }
}
