import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { explainSeats, refuse, type Input, type SeatExplanation } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseView } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { OveragesService } from '../seats/overages.service.js';
import { SeatsService } from '../seats/seats.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { explain } from './explanations.js';

/** Why there is no seat, before or after somebody asked for one. Takes nothing. */
@Injectable()
export class ExplanationsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly seats: SeatsService,
    private readonly overages: OveragesService,
    private readonly subscriptions: SubscriptionsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  @Handle(explainSeats)
  async explain({
    accountId,
    product,
    for: act,
    seats,
    waiting,
  }: Input<typeof explainSeats>): Promise<SeatExplanation> {
    refuse(refuseView(this.catalogs, product));
    const [{ billedBy, frozenSince }, counts, has] = await Promise.all([
      this.accounts.known(accountId),
      this.seats.counts(accountId, product),
      this.subscriptions.of(accountId),
    ]);
    const beyond = await this.overages.sums(accountId, product, counts);
    const facts = { product, counts, billedBy, has, beyond, waiting, frozenSince };
    return explain(facts, act, seats, this.clock.now());
  }
}
