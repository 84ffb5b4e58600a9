import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Forecast, type Input, refuse, tellForecast } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { refuseView } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { toCounts } from '../seats/seats.js';
import { SeatsService } from '../seats/seats.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { changesUntil, endOf } from './forecasts.js';

/** How many seats there will be, by what is decided today. */
@Injectable()
export class ForecastsService {
  constructor(
    private readonly seats: SeatsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  @Handle(tellForecast)
  async tell({
    accountId,
    product,
    timeZone,
    at,
    departures,
    arrivals,
  }: Input<typeof tellForecast>): Promise<Forecast> {
    refuse(refuseView(this.catalogs, product));
    const end = endOf(at, timeZone, this.clock.now());
    const [counts, has] = await Promise.all([
      this.seats.counts(accountId, product),
      this.subscriptions.of(accountId),
    ]);
    const changes = changesUntil(end, { product, counts, has, departures, arrivals });
    const { purchased, used } = changes.at(-1) ?? counts;
    const renewsAt = has?.items.find((item) => item.product === product)?.renewsAt.toISOString();
    return {
      product,
      timeZone,
      at,
      endsAt: end.toISOString(),
      now: toCounts(counts),
      then: toCounts({ purchased, used }),
      changes,
      ...(renewsAt !== undefined && { renewsAt }),
    };
  }
}
