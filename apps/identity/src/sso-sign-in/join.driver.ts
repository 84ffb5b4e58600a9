import { Injectable } from '@nestjs/common';
import { userActivated } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { PlacesService } from '../invitations/places.service.js';
import { endWithoutPlace } from '../invitations/waiting.js';
import { userEvent } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';

/** `pending` → seats → `active`, through the same gate as who is invited. Without a seat nothing is left behind, or the user waits. */
@Injectable()
@Drives('join')
export class JoinDriver {
  constructor(
    private readonly places: PlacesService,
    private readonly codes: UserCodesRepository,
  ) {}

  async drive(run: FlowRun<'join'>): Promise<void> {
    const { by } = run.flow;
    await this.places.take(run, {
      show: async () => {
        const userCode = await this.codes.codeFor(run.user);
        return () => ({
          set: { status: 'active', userCode },
          events: (change) => [userEvent(userActivated, { ...change, by })],
        });
      },
      settle: async (write) => {
        crash('identity.join.afterClaim');
        await run.end(write);
      },
      refused: (refusal) => endWithoutPlace(run, refusal, this.codes),
    });
  }
}
