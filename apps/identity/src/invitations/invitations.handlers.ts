import { Controller } from '@nestjs/common';
import { type EventEnvelope, Handle, On } from '@seatkeeper/bus';
import {
  acceptInvitation,
  deliveryFailed,
  deliverySent,
  type EventData,
  getInvitationLink,
  type Input,
  inviteUser,
  type Output,
  resendInvitation,
  seatFreed,
  seatsPurchased,
  type Tokens,
  type User,
  userWaitListed,
  viewInvitation,
} from '@seatkeeper/contracts';
import { AcceptanceService } from './acceptance.service.js';
import { InvitationsService } from './invitations.service.js';
import { InviteService } from './invite.service.js';
import { WaitListsService } from './wait-lists.service.js';

@Controller()
export class InvitationsHandlers {
  constructor(
    private readonly invites: InviteService,
    private readonly acceptance: AcceptanceService,
    private readonly invitations: InvitationsService,
    private readonly waitList: WaitListsService,
  ) {}

  @Handle(inviteUser)
  invite(request: Input<typeof inviteUser>): Promise<User> {
    return this.invites.invite(request);
  }

  @Handle(viewInvitation)
  view(request: Input<typeof viewInvitation>): Promise<Output<typeof viewInvitation>> {
    return this.acceptance.view(request);
  }

  @Handle(acceptInvitation)
  accept(request: Input<typeof acceptInvitation>): Promise<Tokens> {
    return this.acceptance.accept(request);
  }

  @Handle(resendInvitation)
  resend(request: Input<typeof resendInvitation>): Promise<User> {
    return this.invitations.resend(request);
  }

  @Handle(getInvitationLink)
  link(request: Input<typeof getInvitationLink>): Promise<Output<typeof getInvitationLink>> {
    return this.invitations.link(request);
  }

  @On(deliverySent)
  mailSent(data: EventData<typeof deliverySent>, { time }: EventEnvelope): Promise<void> {
    return this.invitations.noteMail(data, { state: 'sent', at: new Date(time) });
  }

  @On(deliveryFailed)
  mailFailed(data: EventData<typeof deliveryFailed>, { time }: EventEnvelope): Promise<void> {
    return this.invitations.noteMail(data, { state: 'failed', at: new Date(time), reason: data.reason });
  }

  @On(seatsPurchased)
  seatsPurchased({ accountId }: EventData<typeof seatsPurchased>): Promise<void> {
    return this.waitList.serve(accountId);
  }

  /** A seat may have come free between the refusal and the wait list. */
  @On(userWaitListed)
  userWaits({ accountId }: EventData<typeof userWaitListed>): Promise<void> {
    return this.waitList.serve(accountId);
  }

  @On(seatFreed)
  seatFreed({ accountId }: EventData<typeof seatFreed>): Promise<void> {
    return this.waitList.serve(accountId);
  }
}
