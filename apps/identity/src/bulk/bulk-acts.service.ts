import { Injectable } from '@nestjs/common';
import { Fault, type ProvingActor, UserChanges } from '@seatkeeper/contracts';
import { BansService } from '../bans/bans.service.js';
import { OpenSessionsService } from '../credentials/open-sessions.service.js';
import { TemporaryPasswordsService } from '../credentials/temporary-passwords.service.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import { UpdatesService } from '../profile/updates.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { type BulkAct, listAfter } from './bulk-acts.js';

const MOST_ATTEMPTS = 5;

/** What each command about one user says. */
interface Which {
  accountId: string;
  userId: string;
  by: ProvingActor;
  commandId: string;
}

/** Does to one user what the call for that user alone does, by the same service. */
@Injectable()
export class BulkActsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly bans: BansService,
    private readonly departures: DeparturesService,
    private readonly updates: UpdatesService,
    private readonly invitations: InvitationsService,
    private readonly sessions: OpenSessionsService,
    private readonly passwords: TemporaryPasswordsService,
  ) {}

  /** Can be repeated: whatever was done by this command is not done again. Rejects as the single call does. */
  async do(act: BulkAct, which: Which): Promise<unknown> {
    switch (act.action) {
      case 'deactivate':
        return this.departures.deactivate({ ...which, reason: act.reason });
      case 'reactivate':
        return this.departures.reactivate(which);
      case 'ban':
        return this.bans.ban({ ...which, reason: act.reason, until: act.until });
      case 'unban':
        return this.bans.unban(which);
      case 'regroup':
        return this.change(which, ({ groups }) => ({ groups: listAfter(groups, act) }));
      case 'change-products':
        return this.change(which, ({ products }) => ({ products: listAfter(products, act) }));
      case 'update':
        return this.updates.update({ ...which, changes: act.changes });
      case 'resend-invitation':
        return this.invitations.resend(which);
      case 'revoke-invitation':
        return this.departures.revoke(which);
      case 'end-sessions':
        return this.sessions.endAll(which);
      case 'require-password-change':
        return this.passwords.requireChange(which);
    }
  }

  /** A change that follows from how the user is, so it is made of that version, or of the next. */
  private async change(which: Which, changesOf: (user: StoredUser) => object): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const user = await this.users.get(which.accountId, which.userId);
      const parsed = UserChanges.safeParse(changesOf(user));
      if (!parsed.success) throw Fault.invalid(parsed.error);
      try {
        await this.updates.update({ ...which, changes: parsed.data, ifVersion: user.version });
        return;
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'precondition-failed') throw error;
        if (attempt === MOST_ATTEMPTS) throw new Fault('user-busy', 'Others change this user all the time.');
      }
    }
  }
}
