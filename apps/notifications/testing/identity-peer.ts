import { Controller, Module } from '@nestjs/common';
import { BusModule, Handle, On } from '@seatkeeper/bus';
import {
  deliveryFailed,
  deliverySent,
  Fault,
  getInvitationLink,
  type EventData,
  type Input,
  type Output,
} from '@seatkeeper/contracts';

/** Stands in for the identity service, which is another process: hands out links and hears what became of the mails. */
@Controller()
export class IdentityPeer {
  /** Invitations that are no longer open. */
  readonly closed = new Set<string>();
  /** While true, every question is answered with `service-unavailable`. */
  outage = false;
  /** How often it was asked for a link. */
  asked = 0;
  readonly sent: EventData<typeof deliverySent>[] = [];
  readonly failed: EventData<typeof deliveryFailed>[] = [];

  @Handle(getInvitationLink)
  async link({ invitationId }: Input<typeof getInvitationLink>): Promise<Output<typeof getInvitationLink>> {
    this.asked += 1;
    if (this.outage) throw new Fault('service-unavailable', 'The identity peer plays dead.');
    return { token: this.closed.has(invitationId) ? null : `token-of-${invitationId}` };
  }

  @On(deliverySent)
  async noteSent(data: EventData<typeof deliverySent>): Promise<void> {
    this.sent.push(data);
  }

  @On(deliveryFailed)
  async noteFailed(data: EventData<typeof deliveryFailed>): Promise<void> {
    this.failed.push(data);
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], controllers: [IdentityPeer] })
export class IdentityPeerModule {}
