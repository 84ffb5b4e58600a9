import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  claimSeats,
  freeSeats,
  listLicenses,
  listSeats,
  swapSeats,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { ClaimsService } from './claims.service.js';
import { SeatsService } from './seats.service.js';

@Controller()
export class SeatsHandlers {
  constructor(
    private readonly claims: ClaimsService,
    private readonly seats: SeatsService,
  ) {}

  @Handle(claimSeats)
  async claim(request: Input<typeof claimSeats>): Promise<Output<typeof claimSeats>> {
    return { seats: await this.claims.claim(request) };
  }

  @Handle(freeSeats)
  async free(request: Input<typeof freeSeats>): Promise<Output<typeof freeSeats>> {
    return { freed: await this.seats.free(request) };
  }

  @Handle(swapSeats)
  swap(request: Input<typeof swapSeats>): Promise<Output<typeof swapSeats>> {
    return this.seats.swap(request);
  }

  @Handle(listLicenses)
  async licenses({ accountId }: Input<typeof listLicenses>): Promise<Output<typeof listLicenses>> {
    return { items: await this.seats.licenses(accountId) };
  }

  @Handle(listSeats)
  list({ accountId, product, page, at }: Input<typeof listSeats>): Promise<Output<typeof listSeats>> {
    return this.seats.list(accountId, product, page, at);
  }
}
