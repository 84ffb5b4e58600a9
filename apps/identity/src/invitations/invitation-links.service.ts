import { Injectable } from '@nestjs/common';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { tokenHash } from '../links/link-tokens.js';
import type { InvitationState } from './invitations.js';

/** An invitation by its link, which does not say whose it is. */
export interface FoundInvitation {
  user: StoredUser;
  id: string;
  state: InvitationState;
  expiresAt: Date;
}

/** Finds invitations by their links, also old ones. */
@Injectable()
export class InvitationLinksService {
  constructor(private readonly users: UsersRepository) {}

  async find(token: string): Promise<FoundInvitation | null> {
    const hash = tokenHash(token);
    const user = await this.users.findByLink(hash);
    const invitation = [user?.invitation, ...(user?.pastInvitations ?? [])].find(
      (each) => each?.tokenHash === hash,
    );
    return user && invitation
      ? { user, id: invitation.id, state: invitation.state, expiresAt: invitation.expiresAt }
      : null;
  }
}
