import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  AUDIT_COLUMNS,
  auditExportEnded,
  auditExportStarted,
  exportAuditEndpoint,
  readAuditExport,
} from '@seatkeeper/contracts';
import { inAccount } from '../calls/by.js';
import type { Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { LimitsService } from '../limits/limits.service.js';
import { ExportsService } from './exports.service.js';

/** The audit log as a file. */
@Controller()
export class AuditExportsController {
  constructor(
    private readonly bus: Bus,
    private readonly limits: LimitsService,
    private readonly exports: ExportsService,
  ) {}

  @Endpoint(exportAuditEndpoint)
  async export(call: Call<typeof exportAuditEndpoint>): Promise<Reply> {
    await this.limits.admitExport(call.caller, call.request);
    const filter = call.query;
    return this.exports.stream(call, {
      name: 'audit',
      endpoint: exportAuditEndpoint,
      header: AUDIT_COLUMNS,
      read: (who, cursor) => this.bus.request(readAuditExport, { ...inAccount(who), filter, cursor }),
      started: auditExportStarted,
      ended: auditExportEnded,
    });
  }
}
