import { Injectable } from '@nestjs/common';
import { Fault, type Viewer } from '@seatkeeper/contracts';
import { ManagersService } from '../groups/managers.service.js';
import { isWithin, type Reach } from '../users/reaches.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

/** The one place that says whom somebody may look at: lists, searches, counts, files and single people all ask here. */
@Injectable()
export class ReachService {
  constructor(
    private readonly managers: ManagersService,
    private readonly users: UsersRepository,
  ) {}

  /** Null is everybody. */
  async of(accountId: string, viewer: Viewer | undefined): Promise<Reach | null> {
    if (!viewer?.asManager) return null;
    const managed = await this.managers.managedBy(accountId, viewer);
    return { groups: managed.map(({ _id }) => _id) };
  }

  /** Rejects with `not-found` for who is out of reach, as for who is not there. */
  async see(accountId: string, userId: string, viewer: Viewer | undefined): Promise<StoredUser> {
    const [user, reach] = await Promise.all([this.users.get(accountId, userId), this.of(accountId, viewer)]);
    if (!isWithin(reach, user)) throw Fault.notFound('user');
    return user;
  }
}
