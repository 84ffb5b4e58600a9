import { Injectable } from '@nestjs/common';
import { Bus, type EventEnvelope, On } from '@seatkeeper/bus';
import { mailKinds } from '../kinds/mail-kinds.js';
import type { DefinedMail } from '../kinds/mail.js';
import { DeliveriesService } from './deliveries.service.js';

/** Hears what mails are due for: one method for each kind. */
@Injectable()
export class DueMailsService {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly bus: Bus,
  ) {}

  /** Whoever has a delivery by the same event already gets none, so a process may die between two of them. */
  async take(mail: DefinedMail, data: unknown, cause: EventEnvelope): Promise<void> {
    const about = mail.refersTo(data);
    const due = await mail.recipients(this.bus, data);
    await Promise.all(due.map((each) => this.deliveries.take(mail, each, about, cause)));
  }
}

for (const mail of mailKinds) {
  const descriptor = {
    value: function (this: DueMailsService, data: unknown, cause: EventEnvelope): Promise<void> {
      return this.take(mail, data, cause);
    },
  };
  Object.defineProperty(DueMailsService.prototype, mail.kind, descriptor);
  On(mail.event)(DueMailsService.prototype, mail.kind, descriptor);
}
