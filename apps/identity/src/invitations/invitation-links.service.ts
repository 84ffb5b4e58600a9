import { Injectable } from '@nestjs/common';
import { LinksService } from '../links/links.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
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
  constructor(
    private readonly users: UsersRepository,
    private readonly links: LinksService,
  ) {}

  async find(token: string): Promise<FoundInvitation | null> {
    const found = await this.links.find('invitation', token, async (hash) => {
      const user = await this.users.findByLink(hash);
      const link = [user?.invitation, ...(user?.pastInvitations ?? [])].find(
        (each) => each?.tokenHash === hash,
      );
      return user && link ? { user, link } : null;
    });
    if (!found) return null;
    const { id, state, expiresAt } = found.link;
    return { user: found.user, id, state, expiresAt };
  }
}
