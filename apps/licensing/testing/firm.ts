import {
  claimSeats,
  Fault,
  freeSeats,
  listLedger,
  listLicenses,
  listSeats,
  openLicenses,
  seatsCancelledByBilling,
  seatsPurchasedByBilling,
  swapSeats,
  userActor,
  type LedgerLine,
  type License,
  type Seat,
} from '@seatkeeper/contracts';
import { newId, type Clock } from '@seatkeeper/service';
import { tell, testService, testWorld, uniqueName, type TestService, type World } from '@seatkeeper/testing';
import { LicensingModule } from '../src/licensing.module.js';
import { licensingSettings } from '../src/settings.js';

/** A licensing service as it runs, in a world of its own or beside another copy. */
export const startLicensing = (
  world?: World,
  settings: Record<string, number | string> = {},
  clock?: Clock,
): Promise<TestService> =>
  testService({
    name: 'licensing',
    imports: [LicensingModule],
    spec: licensingSettings,
    settings: { TRIAL_SEATS: 0, ...settings },
    ...(world && { world }),
    ...(clock && { clock }),
  });

/** Two copies of the service that share everything but their memory. */
export async function startTwo(
  settings: Record<string, number | string> = {},
  clock?: Clock,
): Promise<{ services: TestService[]; close: () => Promise<void> }> {
  const world = testWorld();
  const services = [
    await startLicensing(world, settings, clock),
    await startLicensing(world, settings, clock),
  ];
  const close = async () => {
    for (const service of services) await service.close();
    await world.close();
  };
  return { services, close };
}

/** One account, seen over the bus as the other services see it. */
export class Firm {
  readonly accountId = newId('acc');
  readonly slug = uniqueName('firm');
  readonly by = userActor(newId('usr'));

  constructor(private readonly service: TestService) {}

  async open(): Promise<this> {
    await this.bus.request(openLicenses, { accountId: this.accountId, slug: this.slug, by: this.by });
    return this;
  }

  purchase(quantity: number, product = 'core', purchaseId = uniqueName('inv')) {
    return { accountId: this.accountId, purchaseId, product, quantity };
  }

  cancellation(purchaseId: string, quantity: number, product = 'core') {
    return { accountId: this.accountId, cancellationId: uniqueName('can'), purchaseId, product, quantity };
  }

  /** Publishes that a billing system sold seats; `id` is that of the event. */
  async publish(data: object, id: string = uniqueName('evt'), at = new Date()): Promise<void> {
    const event = { id, name: seatsPurchasedByBilling.name, at, subject: this.accountId, data };
    await tell(this.service.world, event);
  }

  /** Publishes that a billing system took seats back. */
  async publishCancelled(data: object): Promise<void> {
    const { name } = seatsCancelledByBilling;
    const event = { id: uniqueName('evt'), name, at: new Date(), subject: this.accountId, data };
    await tell(this.service.world, event);
  }

  /** Asks again when nobody answered in time, as the caller of an idempotent request may. */
  async claim(userId: string, ...products: string[]): Promise<Seat[]> {
    const request = { accountId: this.accountId, userId, by: this.by };
    const claim = { ...request, products: products.length ? products : ['core'] };
    for (let attempt = 1; ; attempt += 1)
      try {
        return (await this.bus.request(claimSeats, claim)).seats;
      } catch (error) {
        const unknown = error instanceof Fault && error.code === 'service-unavailable';
        if (!unknown || attempt === 5) throw error;
      }
  }

  async free(userId: string, ...products: string[]): Promise<number> {
    const request = { accountId: this.accountId, userId, by: this.by };
    return (await this.bus.request(freeSeats, { ...request, ...(products.length && { products }) })).freed;
  }

  swap(from: string, to: string): Promise<{ swapped: number; freed: number }> {
    return this.bus.request(swapSeats, { accountId: this.accountId, by: this.by, from, to });
  }

  async licenses(): Promise<License[]> {
    return (await this.bus.request(listLicenses, { accountId: this.accountId })).items;
  }

  async license(product = 'core'): Promise<License | undefined> {
    return (await this.licenses()).find((license) => license.product === product);
  }

  seatPage(page: { limit?: number; cursor?: string }, product = 'core', at?: string) {
    return this.bus.request(listSeats, { accountId: this.accountId, product, at, page });
  }

  /** All held seats, page by page. */
  async seats(product = 'core', at?: string, limit = 200): Promise<Seat[]> {
    return allPages((cursor) => this.seatPage({ limit, cursor }, product, at));
  }

  /** The whole ledger, newest first. */
  async ledger(product = 'core', limit = 200): Promise<LedgerLine[]> {
    return allPages((cursor) =>
      this.bus.request(listLedger, { accountId: this.accountId, product, page: { limit, cursor } }),
    );
  }

  private get bus() {
    return this.service.bus;
  }
}

async function allPages<T>(
  read: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export const userIds = (number: number): string[] => Array.from({ length: number }, () => newId('usr'));
