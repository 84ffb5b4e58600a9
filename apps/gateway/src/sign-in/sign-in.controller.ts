import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  changePassword,
  changePasswordEndpoint,
  describeMe,
  jwksEndpoint,
  listSigningKeys,
  meEndpoint,
  refreshEndpoint,
  refreshSession,
  signIn,
  signInEndpoint,
  signOut,
  signOutEndpoint,
} from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';

@Controller()
export class SignInController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(signInEndpoint)
  signIn({ body, address }: Call<typeof signInEndpoint>) {
    return this.bus.request(signIn, { ...body, address });
  }

  @Endpoint(refreshEndpoint)
  refresh({ body }: Call<typeof refreshEndpoint>) {
    return this.bus.request(refreshSession, body);
  }

  @Endpoint(signOutEndpoint)
  async signOut({ caller }: Call<typeof signOutEndpoint>): Promise<void> {
    const { accountId, userId, sessionId } = caller;
    await this.bus.request(signOut, { accountId, userId, sessionId });
  }

  @Endpoint(changePasswordEndpoint)
  changePassword({ caller, body }: Call<typeof changePasswordEndpoint>) {
    const { accountId, userId } = caller;
    return this.bus.request(changePassword, { accountId, userId, ...body });
  }

  @Endpoint(meEndpoint)
  me({ caller }: Call<typeof meEndpoint>) {
    return this.bus.request(describeMe, { accountId: caller.accountId, userId: caller.userId });
  }

  @Endpoint(jwksEndpoint)
  keys(_call: Call<typeof jwksEndpoint>) {
    return this.bus.request(listSigningKeys, {});
  }
}
