import { Controller } from '@nestjs/common';
import { On, type EventEnvelope } from '@seatkeeper/bus';
import { invitationIssued, type EventData } from '@seatkeeper/contracts';
import { DeliveriesService } from './deliveries.service.js';

@Controller()
export class DeliveriesHandlers {
  constructor(private readonly deliveries: DeliveriesService) {}

  @On(invitationIssued)
  issued(data: EventData<typeof invitationIssued>, event: EventEnvelope): Promise<void> {
    return this.deliveries.invite(data, event);
  }
}
