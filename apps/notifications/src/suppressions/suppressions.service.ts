import { Inject, Injectable } from '@nestjs/common';
import { Handle, On } from '@seatkeeper/bus';
import {
  deliveryReported,
  type EventData,
  Fault,
  type Input,
  liftSuppression,
  listSuppressions,
  type Output,
  type SuppressionReason,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, SETTINGS } from '@seatkeeper/service';
import type { DefinedMail } from '../kinds/mail.js';
import type { NotificationsSettings } from '../settings.js';
import { lifted, listedAgain, listedBy, refusalOf, suppressionId, toSuppression } from './suppressions.js';
import { SuppressionsRepository } from './suppressions.repository.js';

/** The addresses to which an account sends no mails: one came back from there, or its reader complained. */
@Injectable()
export class SuppressionsService {
  constructor(
    private readonly suppressions: SuppressionsRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<NotificationsSettings, 'DELIVERIES_KEPT_DAYS'>,
  ) {}

  /** Said by the delivery itself, in the write that noted it: so an address is listed also when a process dies in between. */
  @On(deliveryReported)
  async list(data: EventData<typeof deliveryReported>): Promise<void> {
    const fresh = listedBy(data);
    if (fresh) await this.suppressions.put(fresh, (stored) => listedAgain(stored, fresh));
  }

  @Handle(listSuppressions)
  async page({
    accountId,
    filter: { q },
    page,
  }: Input<typeof listSuppressions>): Promise<Output<typeof listSuppressions>> {
    const { items, ...rest } = await this.suppressions.page(accountId, q, page);
    return { items: items.map(toSuppression), ...rest };
  }

  @Handle(liftSuppression)
  async lift({
    accountId,
    by,
    suppressionId: id,
    commandId,
  }: Input<typeof liftSuppression>): Promise<Output<typeof liftSuppression>> {
    const after = await this.suppressions.decide(accountId, id, (stored) => {
      if (isDone(stored, commandId)) return null;
      if (stored.state === 'lifted') throw Fault.notFound('suppression');
      return lifted(stored, { by, commandId }, this.clock.now(), this.settings.DELIVERIES_KEPT_DAYS);
    });
    if (!after) throw Fault.notFound('suppression');
    return {};
  }

  /** Why a mail is not to be sent to an address, if so. What keeps somebody safe, or lets them in, is tried all the same. */
  async refusal(
    { isSecurity }: DefinedMail,
    { accountId, address }: { accountId: string; address: string },
  ): Promise<SuppressionReason | null> {
    if (isSecurity) return null;
    return refusalOf(await this.suppressions.find(accountId, suppressionId(accountId, address)));
  }
}
