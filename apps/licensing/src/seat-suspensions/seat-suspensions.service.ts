import { Injectable } from '@nestjs/common';
import { Bus, On } from '@seatkeeper/bus';
import {
  type Actor,
  billingPolicyChanged,
  type EventData,
  listActiveAdmins,
  overAllocationEnded,
  seatsOverAllocated,
  seatSuspended,
} from '@seatkeeper/contracts';
import { crash, logger, SharedLooks } from '@seatkeeper/service';
import { productNames } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { SeatsService } from '../seats/seats.service.js';
import type { StoredSeat } from '../seats/seats.schema.js';
import { SuspendedSeatsService } from '../seats/suspended-seats.service.js';
import type { Look } from '../warnings/warnings.js';
import { REMINDERS, WarningsService } from '../warnings/warnings.service.js';
import { keptAdminOf, suspensionChanges, type SuspensionChanges } from './seat-suspensions.js';

/**
 * Who is kept out while more seats are held than purchased follows from the seats, from what was purchased, and from whether that
 * was decided. It is looked at whenever one of these has changed, and once a minute while anybody is to be kept out.
 */
@Injectable()
export class SeatSuspensionsService {
  private readonly log = logger('seat-suspensions');
  private readonly looks = new SharedLooks<void>();

  constructor(
    private readonly seats: SeatsService,
    private readonly suspended: SuspendedSeatsService,
    private readonly warnings: WarningsService,
    private readonly catalogs: Catalogs,
    private readonly bus: Bus,
  ) {}

  @On(seatsOverAllocated)
  told(data: EventData<typeof seatsOverAllocated>): Promise<void> {
    return this.follow(data);
  }

  @On(overAllocationEnded)
  ended(data: EventData<typeof overAllocationEnded>): Promise<void> {
    return this.follow(data);
  }

  @On(billingPolicyChanged)
  async decided({ accountId, actor }: EventData<typeof billingPolicyChanged>): Promise<void> {
    const products = productNames(this.catalogs);
    for (const product of (await this.warnings.overAllocations(accountId, products)).keys()) {
      await this.warnings.look({ accountId, product, actor });
      await this.follow({ accountId, product, actor });
    }
  }

  /** Who counted, froze, and wrote it when enough were bought, is not there any more to see that by looking once more. */
  @On(seatSuspended)
  async noticed(data: EventData<typeof seatSuspended>): Promise<void> {
    if (!(await this.isInForce(data))) await this.follow(data);
  }

  /** Looks at those of which it is time to, so many; true if there were any. */
  async check(limit: number): Promise<boolean> {
    const due = await this.warnings.toCheck(limit);
    for (const known of due) {
      const { accountId, product } = known;
      const look = { accountId, product, actor: REMINDERS };
      try {
        await this.warnings.look(look);
        await this.follow(look);
      } catch (error) {
        this.log.error('Who is kept out could not be looked at', { accountId, product, error });
      }
      await this.warnings.noteCheck(known);
    }
    return due.length > 0;
  }

  /** Makes those of a product who are kept out those who should be. */
  follow({ accountId, product, actor }: Look): Promise<void> {
    return this.looks.look(`${accountId}/${product}`, () => this.followNow(accountId, product, actor));
  }

  /** Until nothing follows any more: who wrote what was no longer so sees that by looking once more. */
  private async followNow(accountId: string, product: string, by: Actor): Promise<void> {
    for (;;) {
      const { suspend, resume } = await this.changes(accountId, product);
      if (suspend.length === 0 && resume.length === 0) return;
      // Nobody is let in late because others are being kept out.
      await this.suspended.resume(resume, by);
      await this.suspended.suspend(suspend, by);
      crash('licensing.suspension.afterAll');
    }
  }

  private async changes(accountId: string, product: string): Promise<SuspensionChanges<StoredSeat>> {
    const inForce = await this.isInForce({ accountId, product });
    const { used, purchased } = inForce
      ? await this.seats.countsAtOnce(accountId, product)
      : { used: 0, purchased: 0 };
    const over = Math.max(0, used - purchased);
    const [newest, suspended, kept] = await Promise.all([
      this.suspended.newest(accountId, product, over === 0 ? 0 : over + 1),
      this.suspended.of(accountId, product),
      over === 0 ? null : this.keptAdmin(accountId),
    ]);
    return suspensionChanges(newest, suspended, over, kept);
  }

  private async isInForce({ accountId, product }: Pick<Look, 'accountId' | 'product'>): Promise<boolean> {
    const found = await this.warnings.overAllocations(accountId, [product]);
    return found.get(product)?.suspendsSince !== undefined;
  }

  private async keptAdmin(accountId: string): Promise<string | null> {
    const [{ userIds }, over] = await Promise.all([
      this.bus.request(listActiveAdmins, { accountId }),
      this.warnings.overAllocations(accountId, productNames(this.catalogs)),
    ]);
    const products = [...over].flatMap(([product, { suspendsSince }]) => (suspendsSince ? [product] : []));
    return keptAdminOf(userIds, await this.suspended.heldBy(accountId, products, userIds));
  }
}
