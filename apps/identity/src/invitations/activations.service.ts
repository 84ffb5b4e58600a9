import { Injectable } from '@nestjs/common';
import { Fault, userActivated, userActor } from '@seatkeeper/contracts';
import { newFlow } from '../flows/flows.js';
import { type FlowCommand, FlowsService } from '../flows/flows.service.js';
import { userEvent, type UserPatch } from '../users/user-changes.js';
import type { StoredUser } from '../users/users.schema.js';

const MOST_ATTEMPTS = 3;

/** Decides on the user as it is: what they come in with, or throws the refusal. */
type With = (before: StoredUser, now: Date) => UserPatch['set'];

/** Makes somebody active who was invited, whatever they come in with; a global admin is counted as one in the same act. */
@Injectable()
export class ActivationsService {
  constructor(private readonly flows: FlowsService) {}

  async activate(
    { accountId, _id: userId }: StoredUser,
    command: string,
    comesWith: With,
  ): Promise<StoredUser> {
    const by = userActor(userId);
    const begin: FlowCommand['begin'] = (before, now) => ({
      set: {
        ...comesWith(before, now),
        status: 'active',
        mustChangePassword: false,
        ...(before.invitation && { invitation: { ...before.invitation, state: 'accepted' } }),
      },
      flow: before.globalAdmin ? newFlow('admit', { id: command, step: 'admit', input: {}, by, now }) : null,
      events: (change) => [userEvent(userActivated, { ...change, by })],
    });
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.flows.run({ accountId, userId, id: command, kind: 'admit', begin });
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'user-busy') throw error;
        if (attempt === MOST_ATTEMPTS) throw new Fault('service-unavailable', 'The user is being changed.');
        // Whoever comes in cannot know what else happens to the user: wait for how that ends.
        await this.flows.settled(accountId, userId);
      }
    }
  }
}
