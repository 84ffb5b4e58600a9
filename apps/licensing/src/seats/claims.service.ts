import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { claimSeats, Fault, refuse, type Input, type Output } from '@seatkeeper/contracts';
import { Clock, crash, logger } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseProduct } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { bundleOf, free, isSiblings, noFreeSeat, RING, type SeatClaim, toSeat } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import { SeatsService } from './seats.service.js';
import type { StoredSeat } from './seats.schema.js';

/** How often a claim tries again when the counts show a free seat that its search did not meet. */
const SECOND_LOOKS = 5;

/** A seat the user holds by now; `isOurs` if this claim answers for it and gives it back should the rest be refused. */
interface Given {
  seat: StoredSeat;
  isOurs: boolean;
}

/** The one gate: whoever needs a seat, for whatever reason, gets it here or is refused here. */
@Injectable()
export class ClaimsService {
  private readonly log = logger('claims');

  constructor(
    private readonly seats: SeatsRepository,
    private readonly service: SeatsService,
    private readonly accounts: AccountsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  /** One seat of each product, all or none; those the user holds already count as given. */
  @Handle(claimSeats)
  async claim({
    accountId,
    userId,
    by,
    products: wanted,
  }: Input<typeof claimSeats>): Promise<Output<typeof claimSeats>> {
    // Always in the same order, so that two claims for several products do not each take what the other lacks.
    const products = [...new Set(wanted)].sort();
    for (const product of products) refuse(refuseProduct(this.catalogs, product));
    const bundle = bundleOf(products);
    const claims = products.map((product) => ({ accountId, userId, by, product, bundle }));
    // Looking at all before taking the first: most refusals then have nothing to give back.
    if (bundle !== undefined) for (const claim of claims) await this.look(claim);

    const given: Given[] = [];
    try {
      for (const claim of claims) given.push(await this.take(claim));
    } catch (error) {
      await this.giveBack(given, { userId, by });
      throw error;
    }
    return { seats: given.map(({ seat }) => toSeat(seat)) };
  }

  private async take(claim: SeatClaim): Promise<Given> {
    for (let look = 1; ; look += 1) {
      const seat = await this.seats.claim(claim, randomInt(RING), this.clock.now());
      if (seat !== null && seat !== 'has-one') {
        crash('licensing.claim.afterUpdate');
        return { seat, isOurs: true };
      }
      const held = seat === null ? await this.heldUnlessNone(claim, look) : await this.held(claim);
      const given = held && (await this.join(claim, held));
      if (given) return given;
    }
  }

  /**
   * They claimed before, or this claim is carried out twice at once. Then the other may be about to give the seat back:
   * whoever comes later moves its version on and answers for it, and the other finds it changed. Null when it is given
   * back already.
   */
  private async join({ bundle }: SeatClaim, held: StoredSeat): Promise<Given | null> {
    if (!isSiblings(held, bundle, this.clock.now())) return { seat: held, isOurs: false };
    const kept = await this.seats.keep(held);
    return kept && { seat: kept, isOurs: true };
  }

  private async look(claim: SeatClaim): Promise<void> {
    if (!(await this.seats.hasFree(claim.accountId, claim.product))) await this.heldUnlessNone(claim, 1);
  }

  private async held({ accountId, userId, product }: SeatClaim): Promise<StoredSeat | undefined> {
    const [held] = await this.seats.heldBy(accountId, userId, [product]);
    return held;
  }

  /** The seat the user has come to hold. Throws the refusal when there is neither that nor a free one. */
  private async heldUnlessNone(claim: SeatClaim, look: number): Promise<StoredSeat | undefined> {
    const { accountId, product } = claim;
    const [held, counts] = await Promise.all([this.held(claim), this.service.counts(accountId, product)]);
    if (held) return held;
    if (counts.purchased === 0 && counts.used === 0 && !(await this.accounts.isKnown(accountId)))
      throw new Fault('unknown-account', `No account is known by the id ${accountId}.`);
    // A seat was freed since the search: a refusal would contradict its own numbers.
    if (counts.used >= counts.purchased || look === SECOND_LOOKS) throw noFreeSeat(product, counts);
    return undefined;
  }

  /** What this call answers for; what the user held before stays. */
  private async giveBack(
    given: readonly Given[],
    { userId, by }: Pick<SeatClaim, 'userId' | 'by'>,
  ): Promise<void> {
    for (const { seat } of given.filter(({ isOurs }) => isOurs)) {
      crash('licensing.claim.beforeGivingBack');
      const change = free(seat, userId, by, this.clock.now());
      // Somebody freed, swapped or joined it meanwhile: then it is no longer this call's to give back.
      if (change && !(await this.seats.change(seat, change)))
        this.log.info('A seat changed before it could be given back', { seat: seat._id });
    }
  }
}
