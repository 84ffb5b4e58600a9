import { Injectable } from '@nestjs/common';
import { type Locale, userActor } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { newUser } from '../users/new-user.js';
import type { StoredUser } from '../users/user.schema.js';
import { newFlow } from './flow.js';
import { flowId } from './flow-id.js';
import { Flows } from './flows.service.js';

export interface FirstAdmin {
  accountId: string;
  locale: Locale;
  userId: string;
  username: string;
  firstName: string;
  lastName: string;
  passwordHash: string;
}

/** Makes the first user of an account. */
@Injectable()
export class SignUpFlow {
  constructor(
    private readonly flows: Flows,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates the first global admin, active and holding a seat; can be repeated. Rejects with `no-free-seat`, and
   * then there is no such user. Admitting the admin to the account is the caller's.
   */
  async run(admin: FirstAdmin): Promise<StoredUser> {
    const { accountId, userId, locale, passwordHash } = admin;
    const now = this.clock.now();
    const by = userActor(userId);
    const user = newUser(
      { ...admin, globalAdmin: true },
      { accountId, userId, locale, by, now, status: 'pending' },
    );
    const flow = newFlow('sign-up', { id: flowId('sign-up', userId, {}), step: 'claim', input: {}, by, now });
    return this.flows.create({ ...user, passwordHash, flow });
  }
}
