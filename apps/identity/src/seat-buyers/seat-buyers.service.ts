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
import { Clock } from '@seatkeeper/service';
import { LettersService } from '../credentials/letters.service.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import { WaitListsRepository } from '../users/wait-lists.repository.js';

const PERMISSION: Permission = 'seats.purchase';

/** Who can do something about it when an account runs out of seats, and is told. */
@Injectable()
export class SeatBuyersService {
  constructor(
    private readonly groups: GroupCatalogueService,
    private readonly permissions: PermissionsService,
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly waiting: WaitListsRepository,
    private readonly letters: LettersService,
    private readonly clock: Clock,
  ) {}

  @Handle(listSeatBuyers)
  async list({ accountId }: Input<typeof listSeatBuyers>): Promise<Output<typeof listSeatBuyers>> {
    const carrying = await this.groups.carrying(accountId, [PERMISSION]);
    const groupIds = carrying.map(({ _id }) => _id);
    const found = await this.lists.activeIn(accountId, groupIds, MOST_SEAT_BUYERS);
    return { items: found.map(({ _id: userId, email: sendTo }) => ({ userId, sendTo })) };
  }

  /** Looked at once more when the mail is sent: who was deactivated, or lost the permission, is told of nothing. */
  @Handle(getSeatBuyerLetter)
  async letter({
    accountId,
    userId,
    product,
  }: Input<typeof getSeatBuyerLetter>): Promise<Output<typeof getSeatBuyerLetter>> {
    const user = await this.users.find(accountId, userId);
    if (!user || !mayAct(user, this.clock.now())) return { letter: null };
    if (!(await this.permissions.of(user)).includes(PERMISSION)) return { letter: null };
    const letter = await this.letters.to(user);
    if (!letter) return { letter: null };
    const waiting = product === undefined ? 0 : await this.waiting.countFor(accountId, product);
    return { letter: { ...letter, waiting } };
  }
}
