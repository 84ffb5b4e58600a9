import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { claimSeats, Fault, refuse, type Input, type Output } from '@seatkeeper/contracts';
import { Clock, crash, logger } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseProduct } from '../catalog/catalog.js';
import { free, hold, noFreeSeat, RING, toSeat } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import type { StoredSeat } from './seats.schema.js';

type Claim = Input<typeof claimSeats>;

/** How often a claim looks again when the counts show a free seat that its search did not meet. */
const SECOND_LOOKS = 5;

/** The one gate: whoever needs a seat, for whatever reason, gets it here or is refused here. */
@Injectable()
export class ClaimsService {
  private readonly log = logger('claims');

  constructor(
    private readonly seats: SeatsRepository,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  /** One seat of each product, all or none; those the user holds already count as given. */
  @Handle(claimSeats)
  async claim(claim: Claim): Promise<Output<typeof claimSeats>> {
    // Always in the same order, so that two claims for several products do not each take what the other lacks.
    const products = [...new Set(claim.products)].sort();
    for (const product of products) refuse(refuseProduct(product));
    // Looking at all before taking the first: most refusals then have nothing to give back.
    if (products.length > 1) for (const product of products) await this.candidate(claim, product);

    const seats: StoredSeat[] = [];
    const taken: StoredSeat[] = [];
    try {
      for (const product of products) {
        const { seat, isNew } = await this.take(claim, product);
        if (isNew) taken.push(seat);
        seats.push(seat);
      }
    } catch (error) {
      await this.giveBack(taken, claim);
      throw error;
    }
    return { seats: seats.map(toSeat) };
  }

  private async take(claim: Claim, product: string): Promise<{ seat: StoredSeat; isNew: boolean }> {
    // Ends: being overtaken means that somebody else got a seat, and there are only so many.
    for (;;) {
      const candidate = await this.candidate(claim, product);
      if (candidate.holder === claim.userId) return { seat: candidate, isNew: false };
      const seat = await this.seats.change(
        candidate,
        hold(candidate, claim.userId, claim.by, this.clock.now()),
      );
      if (seat === 'overtaken') continue;
      if (seat !== 'has-one') {
        crash('licensing.claim.afterUpdate');
        return { seat, isNew: true };
      }
      // They claimed before, or this claim was delivered twice at once.
      const [theirs] = await this.seats.heldBy(claim.accountId, claim.userId, [product]);
      if (theirs) return { seat: theirs, isNew: false };
    }
  }

  /** A free seat, or the one that the user has come to hold meanwhile. Throws the refusal when there is neither. */
  private async candidate({ accountId, userId }: Claim, product: string): Promise<StoredSeat> {
    for (let look = 1; ; look += 1) {
      const seat = await this.seats.nextFree(accountId, product, randomInt(RING));
      if (seat) return seat;
      const [[held], counts] = await Promise.all([
        this.seats.heldBy(accountId, userId, [product]),
        this.seats.counts(accountId, product),
      ]);
      if (held) return held;
      if (counts.purchased === 0 && !(await this.accounts.isKnown(accountId)))
        throw new Fault('unknown-account', `No account is known by the id ${accountId}.`);
      // A seat was freed since the search: a refusal would contradict its own numbers.
      if (counts.used === counts.purchased || look === SECOND_LOOKS) throw noFreeSeat(product, counts);
    }
  }

  /** What this call took; what the user held before stays. */
  private async giveBack(taken: readonly StoredSeat[], { userId, by }: Claim): Promise<void> {
    for (const seat of taken) {
      crash('licensing.claim.beforeGivingBack');
      const change = free(seat, userId, by, this.clock.now());
      const answer = change && (await this.seats.change(seat, change));
      // Somebody freed or swapped it meanwhile: then it is no longer this call's to give back.
      if (answer === 'overtaken')
        this.log.info('A seat changed before it could be given back', { seat: seat._id });
    }
  }
}
