import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { auditEndpoint, listAudit, pageFrom } from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';

@Controller()
export class AuditController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(auditEndpoint)
  list({ caller, query }: Call<typeof auditEndpoint>) {
    const { limit, cursor, count, ...filter } = query;
    const page = pageFrom({ limit, cursor, count });
    return this.bus.request(listAudit, { accountId: caller.accountId, filter, page });
  }
}
