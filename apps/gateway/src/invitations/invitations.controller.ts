import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  acceptInvitation,
  acceptInvitationEndpoint,
  viewInvitation,
  viewInvitationEndpoint,
} from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';

@Controller()
export class InvitationsController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(viewInvitationEndpoint)
  async view({ params }: Call<typeof viewInvitationEndpoint>) {
    const { account, ...invitation } = await this.bus.request(viewInvitation, params);
    return { account: account.name, accountSlug: account.slug, ...invitation };
  }

  @Endpoint(acceptInvitationEndpoint)
  accept({ params, body }: Call<typeof acceptInvitationEndpoint>) {
    return this.bus.request(acceptInvitation, { ...params, ...body });
  }
}
