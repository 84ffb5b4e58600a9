import { Injectable } from '@nestjs/common';
import { type EventEnvelope, On } from '@seatkeeper/bus';
import {
  type EventData,
  overageSettled,
  overageTaken,
  purchaseCorrected,
  seatClaimed,
  seatFreed,
  seatsPurchased,
  seatsReduced,
  seatSwapped,
} from '@seatkeeper/contracts';
import { LedgerService } from '../ledger/ledger.service.js';
import { SeatSuspensionsService } from '../seat-suspensions/seat-suspensions.service.js';
import { RetirementsService } from '../seats/retirements.service.js';
import type { Look } from '../warnings/warnings.js';
import { WarningsService } from '../warnings/warnings.service.js';

/** What follows when seats have changed: a line in the ledger, a look whether few are left, and who is kept out. All bear being repeated. */
@Injectable()
export class SeatEventsService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly retirements: RetirementsService,
    private readonly warnings: WarningsService,
    private readonly suspensions: SeatSuspensionsService,
  ) {}

  @On(seatsPurchased)
  async purchased(data: EventData<typeof seatsPurchased>, event: EventEnvelope): Promise<void> {
    await this.ledger.purchased(data, event);
    await this.follow(data, this.warnings.look(data));
  }

  @On(seatsReduced)
  async reduced(data: EventData<typeof seatsReduced>, event: EventEnvelope): Promise<void> {
    await this.ledger.reduced(data, event);
    await this.follow(data, this.warnings.look(data));
  }

  @On(purchaseCorrected)
  async corrected(data: EventData<typeof purchaseCorrected>, event: EventEnvelope): Promise<void> {
    await this.ledger.corrected(data, event);
    await this.follow(data, this.warnings.look(data));
  }

  /** A seat that came free in the same moment takes its place. */
  @On(overageTaken)
  async tookBeyond(data: EventData<typeof overageTaken>, event: EventEnvelope): Promise<void> {
    await this.ledger.overage(data, event);
    await this.retirements.settleOverages(data.accountId);
    await this.follow(data, this.warnings.look(data));
  }

  @On(overageSettled)
  async settled(data: EventData<typeof overageSettled>, event: EventEnvelope): Promise<void> {
    await this.ledger.overage(data, event);
    await this.follow(data, this.warnings.look(data));
  }

  @On(seatClaimed)
  async claimed(data: EventData<typeof seatClaimed>, event: EventEnvelope): Promise<void> {
    await this.ledger.claimed(data, event);
    await this.follow(data, this.warnings.lookAtUse(data));
  }

  @On(seatFreed)
  async freed(data: EventData<typeof seatFreed>, event: EventEnvelope): Promise<void> {
    await this.ledger.freed(data, event);
    await this.retirements.settleOverages(data.accountId);
    await this.follow(data, this.warnings.lookAtUse(data));
  }

  /** As many seats are held as before, and somebody else is among those who took theirs last. */
  @On(seatSwapped)
  async swapped(data: EventData<typeof seatSwapped>, event: EventEnvelope): Promise<void> {
    await this.ledger.swapped(data, event);
    await this.follow(data, this.warnings.lookAtUse(data));
  }

  private async follow(of: Look, isOver: Promise<boolean>): Promise<void> {
    if (await isOver) await this.suspensions.follow(of);
  }
}
