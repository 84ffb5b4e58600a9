import { Inject, Injectable } from '@nestjs/common';
import { Bus, On } from '@seatkeeper/bus';
import { type EventData, Fault, invitationRevoked } from '@seatkeeper/contracts';
import { Clock, logger, SETTINGS } from '@seatkeeper/service';
import { mailOf } from '../kinds/mail-kinds.js';
import type { NotificationsSettings } from '../settings.js';
import { cancel } from './deliveries.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { StoredDelivery } from './deliveries.schema.js';

/** Mails of an invitation that was withdrawn, and that still wait, are cancelled, rather than found out when it is their turn. */
@Injectable()
export class WithdrawnInvitationsService {
  private readonly log = logger('deliveries');

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly bus: Bus,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<NotificationsSettings, 'DELIVERIES_KEPT_DAYS'>,
  ) {}

  @On(invitationRevoked)
  async cancel({ accountId, user }: EventData<typeof invitationRevoked>): Promise<void> {
    const waiting = await this.deliveries.waitingInvitations(accountId, user.id);
    await Promise.all(waiting.map((delivery) => this.cancelIfOver(delivery)));
  }

  /** The person may have been invited anew meanwhile: what is open is left alone, as is what is being sent just now. */
  private async cancelIfOver(waiting: StoredDelivery): Promise<void> {
    if (await this.isOpen(waiting)) return;
    const { DELIVERIES_KEPT_DAYS: keptDays } = this.settings;
    const after = await this.deliveries.decide(waiting, (current) =>
      current.state === 'queued' ? cancel(current, this.clock.now(), keptDays) : null,
    );
    const { _id: delivery, accountId, userId } = waiting;
    if (after?.state === 'cancelled')
      this.log.info('The mail of a withdrawn invitation is not sent', { delivery, accountId, userId });
  }

  private async isOpen(delivery: StoredDelivery): Promise<boolean> {
    try {
      return (await mailOf(delivery.kind).ask(this.bus, delivery)) !== null;
    } catch (error) {
      if (error instanceof Fault && error.code === 'not-found') return false;
      throw error;
    }
  }
}
