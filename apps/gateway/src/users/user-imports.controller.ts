import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { getUserImport, getUserImportEndpoint, importUsersEndpoint, pageFrom } from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';
import { UserUpload } from '../uploads/user-upload.js';

@Controller()
export class UserImportsController {
  constructor(
    private readonly bus: Bus,
    private readonly upload: UserUpload,
  ) {}

  @Endpoint(importUsersEndpoint)
  async import(call: Call<typeof importUsersEndpoint>) {
    const whenNoSeat = call.query.whenNoSeat ?? 'fail';
    const { id } = await this.upload.receive(call.caller, call.newId('imp'), whenNoSeat, call.request);
    return { importId: id };
  }

  @Endpoint(getUserImportEndpoint)
  get({ caller, params, query }: Call<typeof getUserImportEndpoint>) {
    const page = pageFrom(query);
    return this.bus.request(getUserImport, { accountId: caller.accountId, importId: params.id, page });
  }
}
