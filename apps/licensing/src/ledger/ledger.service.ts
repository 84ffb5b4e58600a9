import { Injectable } from '@nestjs/common';
import { Handle, type EventEnvelope } from '@seatkeeper/bus';
import {
  listLedger,
  type overageSettled,
  type overageTaken,
  type purchaseCorrected,
  refuse,
  type seatClaimed,
  type seatFreed,
  type seatsPurchased,
  type seatsReduced,
  type seatSwapped,
  type EventData,
  type Input,
  type LedgerLine,
  type Page,
} from '@seatkeeper/contracts';
import { currentContext } from '@seatkeeper/service';
import { refuseView } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import type { Holders } from './holder-pages.js';
import {
  lineOfClaim,
  lineOfCorrection,
  lineOfFreeing,
  lineOfOverage,
  lineOfPurchase,
  lineOfReduction,
  lineOfSwap,
  toLedgerLine,
  type Told,
} from './ledger.js';
import { LedgerRepository } from './ledger.repository.js';
import type { StoredLine } from './ledger.schema.js';

/** The ledger is written from the service's own events: what was not said on the bus is not in it, and the reverse. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly catalogs: Catalogs,
  ) {}

  purchased(data: EventData<typeof seatsPurchased>, event: EventEnvelope): Promise<void> {
    return this.ledger.append(lineOfPurchase(data, caused(event)));
  }

  reduced(data: EventData<typeof seatsReduced>, event: EventEnvelope): Promise<void> {
    return this.ledger.append(lineOfReduction(data, caused(event)));
  }

  corrected(data: EventData<typeof purchaseCorrected>, event: EventEnvelope): Promise<void> {
    return this.ledger.append(lineOfCorrection(data, caused(event)));
  }

  overage(
    data: EventData<typeof overageTaken> | EventData<typeof overageSettled>,
    event: EventEnvelope,
  ): Promise<void> {
    return this.ledger.append(lineOfOverage(data, caused(event)));
  }

  claimed(data: EventData<typeof seatClaimed>, event: EventEnvelope): Promise<void> {
    return this.ledger.append(lineOfClaim(data, caused(event)));
  }

  freed(data: EventData<typeof seatFreed>, event: EventEnvelope): Promise<void> {
    return this.ledger.append(lineOfFreeing(data, caused(event)));
  }

  swapped(data: EventData<typeof seatSwapped>, event: EventEnvelope): Promise<void> {
    return this.ledger.append(lineOfSwap(data, caused(event)));
  }

  @Handle(listLedger)
  async list({ accountId, product, page }: Input<typeof listLedger>): Promise<Page<LedgerLine>> {
    refuse(refuseView(this.catalogs, product));
    const { items, ...rest } = await this.ledger.pageNewest(accountId, product, page);
    return { ...rest, items: items.map(toLedgerLine) };
  }

  /** How many seats of each product all lines together come to. */
  entitled(accountId: string): Promise<{ product: string; purchased: number }[]> {
    return this.ledger.entitled(accountId);
  }

  /** What reconciliation did since a moment, the last first. */
  repairsSince(accountId: string, since: Date, limit: number): Promise<StoredLine[]> {
    return this.ledger.repairsSince(accountId, since, limit);
  }

  /** Who held the seats of a product at a past moment, by user id. */
  holdersAt(accountId: string, product: string, at: Date): Holders {
    return {
      find: (after, limit) => this.ledger.holdersAt(accountId, product, at, after, limit),
      count: (most) => this.ledger.countHoldersAt(accountId, product, at, most),
    };
  }
}

/** The event with the call that caused it, in whose name it is heard. */
const caused = (event: EventEnvelope): Told => ({ ...event, requestId: currentContext()?.requestId });
