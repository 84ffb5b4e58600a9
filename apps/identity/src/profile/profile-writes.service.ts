import { Injectable } from '@nestjs/common';
import { type Actor, userUpdated } from '@seatkeeper/contracts';
import { InvitationIssuerService } from '../invitations/invitation-issuer.service.js';
import { correctionChange, userEvent, type UserWrite } from '../users/user-changes.js';
import type { StoredUser } from '../users/users.schema.js';
import { changedFields, type Changes, patchOf } from './profile-changes.js';

/** Makes the one write by which a user becomes what a merge patch says. */
@Injectable()
export class ProfileWritesService {
  constructor(private readonly issuer: InvitationIssuerService) {}

  /** What it needs is looked up for `user`; whoever writes makes sure that the status is still the same by then. */
  async for(
    user: StoredUser,
    by: Actor,
    changes: Changes,
  ): Promise<(before: StoredUser, now: Date) => UserWrite> {
    const isAddressed = changes.email !== undefined || changes.username !== undefined;
    const follow = user.status === 'invited' && isAddressed ? await this.issuer.follow(user, by) : null;
    const alsoChanged = correctionChange(changes.correction);
    return (before, now) => {
      const write: UserWrite = {
        ...patchOf(changedFields(before, changes)),
        events: (change) => [userEvent(userUpdated, { ...change, by }, { alsoChanged })],
      };
      return follow ? follow(before, now, write) : write;
    };
  }
}
