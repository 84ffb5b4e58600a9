import { Injectable } from '@nestjs/common';
import { type EventEnvelope, On } from '@seatkeeper/bus';
import type { MailDue } from '@seatkeeper/contracts';
import { mailKinds } from '../kinds/mail-kinds.js';
import { DeliveriesService } from './deliveries.service.js';

/** Hears what mails are due for: one method for each kind. */
@Injectable()
export class DueMailsService {
  constructor(readonly deliveries: DeliveriesService) {}
}

for (const mail of mailKinds) {
  const descriptor = {
    value: function (this: DueMailsService, data: MailDue, cause: EventEnvelope): Promise<void> {
      return this.deliveries.take(mail, data, cause);
    },
  };
  Object.defineProperty(DueMailsService.prototype, mail.kind, descriptor);
  On(mail.event)(DueMailsService.prototype, mail.kind, descriptor);
}
