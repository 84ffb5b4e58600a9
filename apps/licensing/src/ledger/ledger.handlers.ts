import { Controller } from '@nestjs/common';
import { Handle, On, type EventEnvelope } from '@seatkeeper/bus';
import {
  listLedger,
  seatClaimed,
  seatFreed,
  seatsPurchased,
  seatSwapped,
  type EventData,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { lineOfClaim, lineOfFreeing, lineOfPurchase, lineOfSwap } from './ledger.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';

/** The ledger is written from the service's own events: what was not said on the bus is not in it, and the reverse. */
@Controller()
export class LedgerHandlers {
  constructor(
    private readonly ledger: LedgerService,
    private readonly lines: LedgerRepository,
  ) {}

  @On(seatsPurchased)
  purchased(data: EventData<typeof seatsPurchased>, event: EventEnvelope): Promise<void> {
    return this.lines.append(lineOfPurchase(data, event));
  }

  @On(seatClaimed)
  claimed(data: EventData<typeof seatClaimed>, event: EventEnvelope): Promise<void> {
    return this.lines.append(lineOfClaim(data, event));
  }

  @On(seatFreed)
  freed(data: EventData<typeof seatFreed>, event: EventEnvelope): Promise<void> {
    return this.lines.append(lineOfFreeing(data, event));
  }

  @On(seatSwapped)
  swapped(data: EventData<typeof seatSwapped>, event: EventEnvelope): Promise<void> {
    return this.lines.append(lineOfSwap(data, event));
  }

  @Handle(listLedger)
  list({ accountId, product, page }: Input<typeof listLedger>): Promise<Output<typeof listLedger>> {
    return this.ledger.list(accountId, product, page);
  }
}
