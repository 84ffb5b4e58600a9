import { Controller, Module } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  type Actor,
  claimSeats,
  claimsReleased,
  digestSeats,
  type EventContract,
  Fault,
  freeSeats,
  type Input,
  type License,
  listCatalog,
  listLicenses,
  listSeats,
  listSuspendedSeats,
  numberOfId,
  openLicenses,
  type Output,
  type Seat,
  seatClaimed,
  seatFreed,
  seatResumed,
  seatsPurchased,
  seatSuspended,
  seatSwapped,
  swapSeats,
  systemActor,
} from '@seatkeeper/contracts';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';

const PLAN = 'standard';
const CATALOGUE: readonly string[] = ['core', 'contract'];

interface Stock {
  purchased: number;
  /** By user id. */
  held: Map<string, Seat>;
}

/**
 * Stands in for the licensing service, which is another process: the same contracts, real counts, kept in
 * memory. A test sets how many trial seats a new account gets and buys more, or makes it fail.
 */
@Controller()
export class LicensingPeer {
  trialSeats = 5;
  /** While true, every request is answered with `service-unavailable`. */
  outage = false;
  /** Accounts that have not paid: nobody new gets a seat. */
  readonly unpaid = new Set<string>();
  private readonly accounts = new Map<string, Map<string, Stock>>();
  /** The newest command about a user and a product. */
  private readonly fences = new Map<string, number>();

  constructor(private readonly bus: Bus) {}

  /** Adds seats, opening the account if need be, and says so on the bus. */
  async purchase(accountId: string, product: string, quantity: number): Promise<void> {
    this.grant(accountId, product, quantity);
    const purchaseId = randomUUID();
    const actor = systemActor('licensing-peer');
    await this.say(seatsPurchased, purchaseId, { accountId, actor, purchaseId, product, quantity });
  }

  /** Says that what was overdue is paid. */
  async pay(accountId: string): Promise<void> {
    this.unpaid.delete(accountId);
    await this.say(claimsReleased, accountId, { accountId, actor: systemActor('licensing-peer') });
  }

  /** Adds seats and says nothing. */
  grant(accountId: string, product: string, quantity: number): void {
    this.stockOf(accountId, product).purchased += quantity;
  }

  /** Ids of the users who hold a seat of the product, in order. */
  holders(accountId: string, product = 'core'): string[] {
    return [...(this.accounts.get(accountId)?.get(product)?.held.keys() ?? [])].sort();
  }

  /** Gives a seat behind identity's back, as a crash between two steps would leave it. */
  hold(accountId: string, product: string, userId: string, since: Date): void {
    this.stockOf(accountId, product).held.set(userId, seatOf(accountId, product, userId, since));
  }

  /** Takes a seat behind identity's back. */
  drop(accountId: string, product: string, userId: string): void {
    this.stockOf(accountId, product).held.delete(userId);
  }

  /** Keeps the holder of a seat out, or lets them in again, and says so. */
  async suspend(accountId: string, userId: string, isSuspended = true, product = 'core'): Promise<void> {
    const seat = this.mark(accountId, userId, isSuspended, product);
    const data = told(accountId, systemActor('licensing-peer'), seat);
    if (isSuspended)
      await this.say(seatSuspended, seat.id, { ...data, since: seat.suspendedSince ?? seat.since });
    else await this.say(seatResumed, seat.id, data);
  }

  /** The same, and says nothing. */
  mark(accountId: string, userId: string, isSuspended = true, product = 'core'): Seat {
    const { held } = this.stockOf(accountId, product);
    const seat = held.get(userId);
    if (!seat) throw new Error(`${userId} holds no seat of ${product}.`);
    const { suspendedSince = new Date().toISOString(), ...asHeld } = seat;
    const marked = isSuspended ? { ...asHeld, suspendedSince } : asHeld;
    held.set(userId, marked);
    return marked;
  }

  @Handle(listSuspendedSeats)
  async listSuspended(request: Input<typeof listSuspendedSeats>): Promise<Output<typeof listSuspendedSeats>> {
    this.refuseInOutage();
    const all = [...(this.accounts.get(request.accountId)?.values() ?? [])].flatMap(({ held }) =>
      [...held.values()].flatMap(({ userId, product, suspendedSince: since }) =>
        since === undefined ? [] : [{ userId, product, since }],
      ),
    );
    const items = all.filter((seat) =>
      'userId' in request
        ? seat.userId === request.userId
        : seat.product === request.product && seat.userId > (request.after ?? ''),
    );
    return { items: items.sort((one, other) => (one.userId < other.userId ? -1 : 1)) };
  }

  @Handle(listCatalog)
  async listCatalog(): Promise<Output<typeof listCatalog>> {
    this.refuseInOutage();
    const items = CATALOGUE.map((product) => ({
      ...{ product, name: product },
      ...{ plans: [], modules: [], addons: [] },
    }));
    return { version: 1, currencies: [], features: [], items };
  }

  @Handle(openLicenses)
  async open({ accountId }: Input<typeof openLicenses>): Promise<Output<typeof openLicenses>> {
    this.refuseInOutage();
    if (!this.accounts.has(accountId)) this.stockOf(accountId, 'core').purchased = this.trialSeats;
    return { items: this.licensesOf(accountId) };
  }

  @Handle(claimSeats)
  async claim({
    accountId,
    by,
    userId,
    products,
    fence,
  }: Input<typeof claimSeats>): Promise<Output<typeof claimSeats>> {
    this.refuseInOutage();
    if (!this.accounts.has(accountId)) throw new Fault('unknown-account');
    this.overtake(accountId, userId, products, fence);
    for (const product of products) {
      if (!CATALOGUE.includes(product)) throw new Fault('unknown-product', `There is no product ${product}.`);
      const { purchased, held } = this.stockOf(accountId, product);
      if (!held.has(userId) && this.unpaid.has(accountId))
        throw new Fault('payment-overdue', { members: { product } });
      if (!held.has(userId) && held.size >= purchased)
        throw new Fault('no-free-seat', { members: { product, purchased, used: held.size } });
    }
    // All are taken before any is told of: telling takes time, in which another claim must not find them free.
    const claimed = products.map((product) => {
      const { held } = this.stockOf(accountId, product);
      const known = held.get(userId);
      const seat = known ?? seatOf(accountId, product, userId, new Date());
      held.set(userId, seat);
      return { seat, isNew: !known };
    });
    for (const { seat, isNew } of claimed)
      if (isNew) await this.say(seatClaimed, seat.id, told(accountId, by, seat));
    return { seats: claimed.map(({ seat }) => seat) };
  }

  @Handle(freeSeats)
  async free({
    accountId,
    by,
    userId,
    products,
    fence,
  }: Input<typeof freeSeats>): Promise<Output<typeof freeSeats>> {
    this.refuseInOutage();
    this.overtake(accountId, userId, products ?? CATALOGUE, fence);
    let freed = 0;
    for (const [product, { held }] of this.accounts.get(accountId) ?? []) {
      const seat = held.get(userId);
      if (!seat || (products && !products.includes(product))) continue;
      held.delete(userId);
      freed += 1;
      await this.say(seatFreed, seat.id, told(accountId, by, seat));
    }
    return { freed };
  }

  @Handle(swapSeats)
  async swap({
    accountId,
    by,
    from,
    fence,
    to,
    toFence,
  }: Input<typeof swapSeats>): Promise<Output<typeof swapSeats>> {
    this.refuseInOutage();
    let [swapped, freed] = [0, 0];
    if (from === to) return { swapped, freed };
    this.overtake(accountId, from, CATALOGUE, fence);
    this.overtake(accountId, to, CATALOGUE, toFence);
    for (const { held } of this.accounts.get(accountId)?.values() ?? []) {
      const seat = held.get(from);
      if (!seat) continue;
      held.delete(from);
      if (held.has(to)) {
        freed += 1;
        await this.say(seatFreed, seat.id, told(accountId, by, seat));
      } else {
        swapped += 1;
        const taken = { ...seat, userId: to };
        held.set(to, taken);
        await this.say(seatSwapped, seat.id, { ...told(accountId, by, taken), previousUserId: from });
      }
    }
    return { swapped, freed };
  }

  @Handle(listSeats)
  async seats({ accountId, product, page }: Input<typeof listSeats>): Promise<Output<typeof listSeats>> {
    this.refuseInOutage();
    const all = [...this.stockOf(accountId, product).held.values()].sort((one, other) =>
      one.userId < other.userId ? -1 : 1,
    );
    const rest = all.filter(({ userId }) => userId > (page.cursor ?? ''));
    const items = rest.slice(0, page.limit);
    const last = rest.length > items.length ? items.at(-1) : undefined;
    return { items, nextCursor: last?.userId ?? null, total: all.length };
  }

  @Handle(digestSeats)
  async digest({ accountIds }: Input<typeof digestSeats>): Promise<Output<typeof digestSeats>> {
    this.refuseInOutage();
    const items = accountIds.flatMap((accountId) =>
      [...(this.accounts.get(accountId) ?? [])].map(([product, { held }]) => {
        const sum = [...held.keys()].reduce((all, userId) => all + numberOfId(userId), 0);
        const out = [...held.values()].filter(({ suspendedSince }) => suspendedSince !== undefined);
        const suspended = {
          seats: out.length,
          sum: out.reduce((all, { userId }) => all + numberOfId(userId), 0),
        };
        return { accountId, product, seats: held.size, sum, ...(out.length > 0 && { suspended }) };
      }),
    );
    return { items: items.filter(({ seats }) => seats > 0) };
  }

  @Handle(listLicenses)
  async licenses({ accountId }: Input<typeof listLicenses>): Promise<Output<typeof listLicenses>> {
    this.refuseInOutage();
    return { items: this.licensesOf(accountId) };
  }

  private licensesOf(accountId: string): License[] {
    return [...(this.accounts.get(accountId) ?? [])].map(([product, { purchased, held }]) => ({
      product,
      plan: PLAN,
      purchased,
      used: held.size,
      free: Math.max(0, purchased - held.size),
      overAllocated: 0,
      scheduled: [],
    }));
  }

  private stockOf(accountId: string, product: string): Stock {
    const products = this.accounts.get(accountId) ?? new Map<string, Stock>();
    this.accounts.set(accountId, products);
    const stock = products.get(product) ?? { purchased: 0, held: new Map<string, Seat>() };
    products.set(product, stock);
    return stock;
  }

  private overtake(accountId: string, userId: string, products: readonly string[], fence?: number): void {
    if (fence === undefined) return;
    const keys = products.map((product) => `${accountId} ${userId} ${product}`);
    if (keys.some((key) => (this.fences.get(key) ?? 0) > fence)) throw new Fault('overtaken');
    for (const key of keys) this.fences.set(key, fence);
  }

  private refuseInOutage(): void {
    if (this.outage) throw new Fault('service-unavailable', 'The licensing peer plays dead.');
  }

  private say<C extends EventContract>(
    contract: C,
    subject: string,
    data: z.input<C['data']>,
  ): Promise<void> {
    return this.bus.publish([{ id: randomUUID(), name: contract.name, at: new Date(), subject, data }]);
  }
}

const seatOf = (accountId: string, product: string, userId: string, since: Date): Seat => ({
  id: `${accountId}:${product}:${userId}`,
  product,
  userId,
  since: since.toISOString(),
});

const told = (accountId: string, actor: Actor, { id, product, userId }: Seat) => ({
  accountId,
  actor,
  seatId: id,
  product,
  userId,
});

@Module({ controllers: [LicensingPeer] })
export class LicensingPeerModule {}
