import { Injectable } from '@nestjs/common';
import type { Fault } from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { SeatsClient } from '../seats/seats.client.js';
import type { UserWrite } from '../users/user-changes.js';
import { addressInvited } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';
import { isToBeInvited } from './invitations.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';

type Make = (before: StoredUser, now: Date) => UserWrite;

/** How a flow takes a place. */
interface Taking {
  /** The write that shows the user in the place; made once the seats are held. */
  show: () => Promise<Make>;
  /** Writes it, and goes on or ends with it. */
  settle: (write: Make) => Promise<void>;
  /** Nothing is held: undoes what the flow began, and rejects with the refusal unless something else becomes of it. */
  refused: (refusal: Fault) => Promise<void>;
}

/** Gives a user a place: a seat of each product, and an invitation if there is to be one, or nothing at all. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly seats: SeatsClient,
    private readonly issuer: InvitationIssuerService,
  ) {}

  async take(run: FlowRun, { show, settle, refused }: Taking): Promise<void> {
    const { user } = run;
    try {
      if (isToBeInvited(user)) await this.refuseAddress(run);
      if (user.type === 'standard') await this.seats.claim(run, user.products);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return refused(error);
    }
    try {
      await settle(await show());
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      // Somebody else was invited at the same address between the look and the write.
      await this.seats.free(run);
      await refused(addressInvited());
    }
  }

  private async refuseAddress(run: FlowRun): Promise<void> {
    try {
      await this.issuer.refuseAddress(run.user);
    } catch (error) {
      // An earlier driver may have asked for seats, which are not asked for again.
      if (isRefusal(error) && run.isResumed) await this.seats.free(run);
      throw error;
    }
  }
}
