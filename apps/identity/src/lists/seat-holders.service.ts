import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  countSeatKeepers,
  type Input,
  listSeatHolders,
  type Output,
  type SeatHolder,
  type SeatHolders,
} from '@seatkeeper/contracts';
import { ReachService } from '../reach/reach.service.js';
import { SeatHoldersRepository } from '../users/seat-holders.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toInvitation, toReference } from '../users/users.view.js';

/** Whose seats might be spared: what licensing cannot know, who knows ids alone. */
@Injectable()
export class SeatHoldersService {
  constructor(
    private readonly holders: SeatHoldersRepository,
    private readonly reach: ReachService,
  ) {}

  @Handle(listSeatHolders)
  async list({
    accountId,
    product,
    viewer,
    limit: wanted,
  }: Input<typeof listSeatHolders>): Promise<SeatHolders> {
    // Seats are counted for all; whoever does not see everybody is told no names.
    const limit = (await this.reach.of(accountId, viewer)) === null ? wanted : 0;
    const none = Promise.resolve<StoredUser[]>([]);
    const [counts, active, invited, banned] = await Promise.all([
      this.holders.counts(accountId, product),
      limit === 0 ? none : this.holders.idle(accountId, product, 'active', limit),
      limit === 0 ? none : this.holders.invited(accountId, product, limit),
      limit === 0 ? none : this.holders.idle(accountId, product, 'banned', limit),
    ]);
    return {
      active: { count: counts.active, items: active.map(toHolder) },
      invited: { count: counts.invited, items: invited.map(toHolder) },
      banned: { count: counts.banned, items: banned.map(toHolder) },
    };
  }

  @Handle(countSeatKeepers)
  async countOver({
    accountId,
    product,
    before,
  }: Input<typeof countSeatKeepers>): Promise<Output<typeof countSeatKeepers>> {
    const moment = new Date(before);
    const [invitationsOver, bansOver] = await Promise.all([
      this.holders.countInvitationsOver(accountId, product, moment),
      this.holders.countBansOver(accountId, product, moment),
    ]);
    return { invitationsOver, bansOver };
  }
}

function toHolder(stored: StoredUser): SeatHolder {
  const { invitation, ban, lastActiveAt, status } = stored;
  const { locale: _locale, ...user } = toReference(stored);
  const pending = status === 'invited' && invitation ? toInvitation(invitation) : null;
  return {
    user,
    lastActiveAt: lastActiveAt?.toISOString() ?? null,
    invitation: pending && {
      state: pending.state,
      createdAt: pending.createdAt,
      expiresAt: pending.expiresAt,
    },
    ban: ban ? { since: ban.since.toISOString(), until: ban.until?.toISOString() ?? null } : null,
  };
}
