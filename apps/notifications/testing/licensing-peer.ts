import { Controller, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import { Fault, getSeatLevel, type Input, type Output } from '@seatkeeper/contracts';

type Seats = Output<typeof getSeatLevel>;

/** Stands in for the licensing service, which is another process: knows how many seats are left. */
@Controller()
export class LicensingPeer {
  /** By account. */
  readonly seats = new Map<string, Seats>();

  @Handle(getSeatLevel)
  async level({ accountId }: Input<typeof getSeatLevel>): Promise<Seats> {
    const seats = this.seats.get(accountId);
    if (!seats) throw Fault.notFound('license');
    return seats;
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], controllers: [LicensingPeer] })
export class LicensingPeerModule {}
