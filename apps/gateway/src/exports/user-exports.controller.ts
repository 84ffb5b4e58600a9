import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  exportUsersEndpoint,
  openUserExport,
  readUserExport,
  userExportEnded,
  userExportStarted,
} from '@seatkeeper/contracts';
import { seenBy } from '../calls/by.js';
import type { Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { LimitsService } from '../limits/limits.service.js';
import { ExportsService } from './exports.service.js';

/** The list of users as a file. */
@Controller()
export class UserExportsController {
  constructor(
    private readonly bus: Bus,
    private readonly limits: LimitsService,
    private readonly exports: ExportsService,
  ) {}

  @Endpoint(exportUsersEndpoint)
  async export(call: Call<typeof exportUsersEndpoint>): Promise<Reply> {
    await this.limits.admitExport(call.caller, call.request);
    const { sort, ...filter } = call.query;
    const wanted = { filter, sort };
    const { header, customFields } = await this.bus.request(openUserExport, { ...seenBy(call), ...wanted });
    return this.exports.stream(call, {
      name: 'users',
      endpoint: exportUsersEndpoint,
      header,
      read: (who, cursor) =>
        this.bus.request(readUserExport, { ...seenBy(who), ...wanted, customFields, cursor }),
      started: userExportStarted,
      ended: userExportEnded,
    });
  }
}
