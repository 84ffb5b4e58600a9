import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  getAccount,
  getAccountEndpoint,
  signUp,
  signUpEndpoint,
  updateAccount,
  updateAccountEndpoint,
  userActor,
} from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';

@Controller()
export class AccountsController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(signUpEndpoint)
  signUp({ body, newId }: Call<typeof signUpEndpoint>) {
    return this.bus.request(signUp, { ...body, accountId: newId('acc'), adminId: newId('usr') });
  }

  @Endpoint(getAccountEndpoint)
  get({ caller }: Call<typeof getAccountEndpoint>) {
    return this.bus.request(getAccount, { accountId: caller.accountId });
  }

  @Endpoint(updateAccountEndpoint)
  update({ caller, body, ifVersion }: Call<typeof updateAccountEndpoint>) {
    const { accountId, userId } = caller;
    return this.bus.request(updateAccount, { accountId, by: userActor(userId), changes: body, ifVersion });
  }
}
