import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { claimSeats, Fault, type FaultCode, refuse, type Input, type Output } from '@seatkeeper/contracts';
import { Clock, crash, logger } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseFrozen, refuseSuspended } from '../accounts/freezes.js';
import { refuseProduct } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { isTakenBy, refuseOvertaken, type SeatCommand } from './fences.js';
import { OveragesService } from './overages.service.js';
import { free, noFreeSeat, refuseSeats, RING, type SeatClaim, type SeatCounts, toSeat } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import { SeatsService } from './seats.service.js';
import type { StoredSeat } from './seats.schema.js';

/** How often a claim tries again when the counts show a free seat that its search did not meet. */
const SECOND_LOOKS = 5;

/** What is refused for good: the same command is refused wherever it is carried out. */
const FINAL: readonly FaultCode[] = ['no-free-seat', 'payment-overdue', 'account-suspended'];

/** A seat the user holds by now; `isOurs` if this command took it and gives it back should the rest be refused. */
interface Given {
  seat: StoredSeat;
  isOurs: boolean;
}

/**
 * Whether a claim that fails says that nothing is given. After an outage it may have been given, and answered, to the same
 * command before: what was taken stays for the next one, which finds it, as after a crash.
 */
const isSure = (error: unknown): boolean => error instanceof Fault && error.code !== 'service-unavailable';

/** The one gate: whoever needs a seat, for whatever reason, gets it here or is refused here. */
@Injectable()
export class ClaimsService {
  private readonly log = logger('claims');

  constructor(
    private readonly seats: SeatsRepository,
    private readonly service: SeatsService,
    private readonly overages: OveragesService,
    private readonly accounts: AccountsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  /** One seat of each product, all or none; those the user holds already count as given. */
  @Handle(claimSeats)
  async claim({
    products: wanted,
    ...command
  }: Input<typeof claimSeats>): Promise<Output<typeof claimSeats>> {
    // Always in the same order, so that two claims for several products do not each take what the other lacks.
    const products = [...new Set(wanted)].sort();
    for (const product of products) refuse(refuseProduct(this.catalogs, product));
    const claims = products.map((product) => ({ ...command, product }));
    for (;;) {
      const given: Given[] = [];
      try {
        await this.refuseNewcomers(command, products);
        // Looking at all before taking the first: most refusals then have nothing to give back.
        if (claims.length > 1) for (const claim of claims) await this.look(claim);
        for (const claim of claims) given.push(await this.take(claim));
        return { seats: given.map(({ seat }) => toSeat(seat)) };
      } catch (error) {
        const isRefused = error instanceof Fault && FINAL.includes(error.code);
        if (isRefused && !(await this.settle(command, products, error))) continue;
        if (command.fence === undefined || isSure(error)) await this.giveBack(command, given);
        throw error;
      }
    }
  }

  /** Rejects with `account-suspended` or `payment-overdue` for who lacks one of the seats, while nobody new gets any. */
  private async refuseNewcomers(command: SeatCommand, products: readonly string[]): Promise<void> {
    const account = await this.accounts.find(command.accountId);
    if (!account?.frozenSince && !account?.suspendedSince) return;
    const places = await this.seats.placesOf(command, products);
    const lacking = products.find(
      (product) => !places.some((place) => place.product === product && place.state === 'held'),
    );
    if (lacking === undefined) return;
    refuse(refuseSuspended(account, lacking));
    refuse(refuseFrozen(account, lacking));
  }

  private async take(claim: SeatClaim): Promise<Given> {
    for (let look = 1; ; look += 1) {
      const seat = await this.seats.claim(claim, randomInt(RING), this.clock.now());
      if (seat !== null && seat !== 'has-one') {
        crash('licensing.claim.afterUpdate');
        return { seat, isOurs: true };
      }
      const beyond = seat === null ? await this.overages.take(claim, () => this.counts(claim)) : null;
      if (beyond !== null && beyond !== 'has-one') return { seat: beyond, isOurs: true };
      const thereAreSeats = seat === 'has-one' || beyond === 'has-one';
      const place = thereAreSeats ? await this.place(claim) : await this.placeUnlessNone(claim, look);
      const given = place && (await this.join(claim, place, thereAreSeats));
      if (given) return given;
    }
  }

  /**
   * The user holds a seat or has a denial; null to look again. What is held becomes held by this command, so that no
   * older one frees it; a denial by an older one is taken away once there are seats.
   */
  private async join(claim: SeatClaim, place: StoredSeat, thereAreSeats: boolean): Promise<Given | null> {
    const { fence, product } = claim;
    refuseOvertaken([place], fence);
    if (place.state === 'held') {
      if (fence === undefined) return { seat: place, isOurs: false };
      const isOurs = isTakenBy(place, fence);
      if (!isOurs && place.fence === fence) return { seat: place, isOurs };
      // Also if another process carries out the same: it finds the seat changed, and does not give back what is answered here.
      const raised = await this.seats.raise(place, fence);
      return raised && { seat: raised, isOurs };
    }
    // The same command was refused in another process, which may have answered.
    if (place.fence === fence) throw noFreeSeat(product, await this.service.counts(claim.accountId, product));
    if (thereAreSeats) await this.seats.lift(place);
    return null;
  }

  private async look(claim: SeatClaim): Promise<void> {
    const { accountId, product } = claim;
    if (await this.seats.hasFree(accountId, product)) return;
    const { overageLeft } = await this.overages.sums(accountId, product, await this.counts(claim));
    if (overageLeft === 0) await this.placeUnlessNone(claim, 1);
  }

  private counts({ accountId, product }: SeatClaim): Promise<SeatCounts> {
    return this.service.counts(accountId, product);
  }

  private async place(claim: SeatClaim): Promise<StoredSeat | undefined> {
    const [place] = await this.seats.placesOf(claim, [claim.product]);
    return place;
  }

  /** The place that the user has come to have. Throws the refusal when there is neither a seat in it nor a free one. */
  private async placeUnlessNone(claim: SeatClaim, look: number): Promise<StoredSeat | undefined> {
    const { accountId, product } = claim;
    const [place, counts] = await Promise.all([this.place(claim), this.service.counts(accountId, product)]);
    if (place?.state === 'held') return place;
    if (counts.purchased === 0 && counts.used === 0 && !(await this.accounts.isKnown(accountId)))
      throw new Fault('unknown-account', `No account is known by the id ${accountId}.`);
    refuse(refuseSeats(product, counts));
    // A seat was freed since the search: a refusal would contradict its own numbers.
    if (look === SECOND_LOOKS) throw noFreeSeat(product, counts);
    return place;
  }

  /**
   * Makes a refusal final: from now on the same command is refused wherever it is carried out, and older ones are
   * overtaken. False when the user has come to hold a seat of the missing product, so that nothing is refused.
   */
  private async settle(command: SeatCommand, products: string[], { members }: Fault): Promise<boolean> {
    const { fence } = command;
    if (fence === undefined) return true;
    for (let left = products; ;) {
      const occupied = await this.seats.deny({ ...command, fence }, left, this.clock.now());
      if (occupied.length === 0) return true;
      const places = await this.seats.placesOf(command, occupied);
      if (places.some(({ state, product }) => state === 'held' && product === members?.['product']))
        return false;
      const ours = places.filter((place) => isTakenBy(place, fence)).map((seat) => ({ seat, isOurs: true }));
      await this.giveBack(command, ours);
      refuseOvertaken(places, fence);
      left = ours.map(({ seat }) => seat.product);
    }
  }

  /** What this command took; what the user held before stays. */
  private async giveBack(command: SeatCommand, given: readonly Given[]): Promise<void> {
    for (const { seat } of given.filter(({ isOurs }) => isOurs)) {
      crash('licensing.claim.beforeGivingBack');
      const change = free(seat, command, this.clock.now());
      // Somebody freed, swapped or claimed it meanwhile: then it is no longer this command's to give back.
      if (change && !(await this.seats.change(seat, change)))
        this.log.info('A seat changed before it could be given back', { seat: seat._id });
    }
  }
}
