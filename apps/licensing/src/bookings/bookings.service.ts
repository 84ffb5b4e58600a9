import { Injectable } from '@nestjs/common';
import { Handle, On } from '@seatkeeper/bus';
import {
  bookReduction,
  cancelReduction,
  listReductions,
  reductionDue,
  subscriptionEnded,
  refuse,
  type EventData,
  type Input,
  type Output,
  type Reduction,
} from '@seatkeeper/contracts';
import { refuseOtherDoor } from '../accounts/accounts.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseView } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { ReductionsService } from '../reductions/reductions.service.js';
import { RetirementsService } from '../seats/retirements.service.js';
import { SeatsService } from '../seats/seats.service.js';
import type { Booking } from '../subscriptions/booking.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { toReductions } from './booked.js';

/** Fewer seats from a day on, for accounts that order here. */
@Injectable()
export class BookingsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly reductions: ReductionsService,
    private readonly retirements: RetirementsService,
    private readonly seats: SeatsService,
    private readonly catalogs: Catalogs,
  ) {}

  @Handle(bookReduction)
  async book({
    accountId,
    product,
    by,
    reductionId,
    reduction,
  }: Input<typeof bookReduction>): Promise<Reduction> {
    refuse(refuseView(this.catalogs, product));
    refuse(refuseOtherDoor(await this.accounts.known(accountId), 'seatkeeper'));
    const { seats } = reduction;
    const when = reduction.when === 'renewal' ? ('renewal' as const) : new Date(reduction.when);
    const counts = await this.seats.counts(accountId, product);
    const wanted = { reductionId, product, seats, when, by, counts };
    const { bookings = [] } = await this.subscriptions.book(accountId, wanted);
    const booked = (await this.shown(accountId, product, bookings)).find(({ id }) => id === reductionId);
    if (!booked) throw new Error(`The reduction ${reductionId} was booked and is gone.`);
    return booked;
  }

  @Handle(listReductions)
  async list({ accountId, product }: Input<typeof listReductions>): Promise<Output<typeof listReductions>> {
    refuse(refuseView(this.catalogs, product));
    const has = await this.subscriptions.of(accountId);
    return { items: await this.shown(accountId, product, has?.bookings ?? []) };
  }

  @Handle(cancelReduction)
  async cancel({
    accountId,
    product,
    by,
    reductionId,
  }: Input<typeof cancelReduction>): Promise<Output<typeof cancelReduction>> {
    await this.subscriptions.cancelBooking(accountId, { product, reductionId, by });
    return {};
  }

  /** The day has come: the seats go, as if an outside billing system had cancelled them. */
  @On(reductionDue)
  async due({
    accountId,
    actor,
    reductionId,
    product,
    quantity,
  }: EventData<typeof reductionDue>): Promise<void> {
    const due = { accountId, reductionId, origin: 'booking' as const, product, quantity, actor };
    await this.retirements.enforce(await this.reductions.receive(due));
  }

  /** The subscription is over: all that is left of its seats goes. */
  @On(subscriptionEnded)
  async ended(data: EventData<typeof subscriptionEnded>): Promise<void> {
    if (data.quantity > 0) await this.due(data);
  }

  private async shown(
    accountId: string,
    product: string,
    bookings: readonly Booking[],
  ): Promise<Reduction[]> {
    const counts = await this.seats.counts(accountId, product);
    return toReductions(
      bookings.filter((booking) => booking.product === product),
      counts,
    );
  }
}
