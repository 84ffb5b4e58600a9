import { Injectable } from '@nestjs/common';
import { type Actor, userUpdated } from '@seatkeeper/contracts';
import { EmailChangeIssuerService } from '../email-changes/email-change-issuer.service.js';
import { InvitationIssuerService } from '../invitations/invitation-issuer.service.js';
import { correctionChange, userEvent, type UserWrite } from '../users/user-changes.js';
import type { StoredUser } from '../users/users.schema.js';
import { changedFields, type Changes, patchOf } from './profile-changes.js';

/** Makes the one write by which a user becomes what a merge patch says. */
@Injectable()
export class ProfileWritesService {
  constructor(
    private readonly issuer: InvitationIssuerService,
    private readonly emailChanges: EmailChangeIssuerService,
  ) {}

  /** What it needs is looked up for `user`; whoever writes makes sure that the status is still the same by then. */
  async for(
    user: StoredUser,
    by: Actor,
    changes: Changes,
    isVouched?: true,
  ): Promise<(before: StoredUser, now: Date) => UserWrite> {
    const isAddressed = changes.email !== undefined || changes.username !== undefined;
    const follow = user.status === 'invited' && isAddressed ? await this.issuer.follow(user, by) : null;
    const guard = isAddressed ? await this.emailChanges.guard(user, by, isVouched) : null;
    const alsoChanged = correctionChange(changes.correction);
    return (before, now) => {
      const write: UserWrite = {
        ...patchOf(changedFields(before, changes)),
        events: (change) => [userEvent(userUpdated, { ...change, by }, { alsoChanged })],
      };
      const guarded = guard ? guard(before, now, write) : write;
      return follow ? follow(before, now, guarded) : guarded;
    };
  }
}
