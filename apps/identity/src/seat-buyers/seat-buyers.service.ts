import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getSeatBuyerLetter,
  type Input,
  listSeatBuyers,
  MOST_SEAT_BUYERS,
  type Output,
  type Permission,
} from '@seatkeeper/contracts';
import { PermissionHoldersService } from '../permission-holders/permission-holders.service.js';
import { WaitListsRepository } from '../users/wait-lists.repository.js';

const PERMISSION: Permission = 'seats.purchase';

/** Who can do something about it when an account runs out of seats, and is told. */
@Injectable()
export class SeatBuyersService {
  constructor(
    private readonly holders: PermissionHoldersService,
    private readonly waiting: WaitListsRepository,
  ) {}

  @Handle(listSeatBuyers)
  async list({ accountId }: Input<typeof listSeatBuyers>): Promise<Output<typeof listSeatBuyers>> {
    return { items: await this.holders.list(accountId, PERMISSION, MOST_SEAT_BUYERS) };
  }

  @Handle(getSeatBuyerLetter)
  async letter({
    accountId,
    userId,
    product,
  }: Input<typeof getSeatBuyerLetter>): Promise<Output<typeof getSeatBuyerLetter>> {
    const letter = await this.holders.letter(accountId, userId, PERMISSION);
    if (!letter) return { letter: null };
    const waiting = product === undefined ? 0 : await this.waiting.countFor(accountId, product);
    return { letter: { ...letter, waiting } };
  }
}
