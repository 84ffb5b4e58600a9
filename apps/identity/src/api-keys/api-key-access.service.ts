import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { authorizeApiKey, type Caller, Fault, type Input, type Origin, refuse } from '@seatkeeper/contracts';
import { Clock, isSameSecret } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { refuseSuspended } from '../accounts/suspensions.js';
import { TrailService } from '../audit/trail.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { SeatStandingService } from '../seat-suspensions/seat-standing.service.js';
import { livingKey, throughKey } from '../users/user-keys.js';
import { seesEverybody } from '../users/reaches.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredApiKey } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';

const NOTE_EVERY_MS = 60_000;

/** Lets API keys in. The user's document is the truth: a key that is no longer in it has ended, on every copy at once. */
@Injectable()
export class ApiKeyAccessService {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly permissions: PermissionsService,
    private readonly standing: SeatStandingService,
    private readonly trail: TrailService,
    private readonly clock: Clock,
  ) {}

  @Handle(authorizeApiKey)
  async authorize({ keyId, secretHash, ...origin }: Input<typeof authorizeApiKey>): Promise<Caller> {
    const now = this.clock.now();
    const user = await this.users.findByApiKey(keyId);
    const key = user && livingKey(user, keyId, now);
    // Whoever does not have the secret is told and noted as nobody's: a public id alone concerns no customer.
    if (!user || !key || !isSameSecret(key.secretHash, secretHash)) {
      const isTheirs = user?.apiKeys?.some(
        (each) => each.id === keyId && isSameSecret(each.secretHash, secretHash),
      );
      throw this.refused(keyId, isTheirs ? user : null, isTheirs ? 'expired' : 'unknown', origin);
    }
    if (!mayAct(user, now)) throw this.refused(keyId, user, 'may-not-act', origin);
    const account = await this.accounts.get(user.accountId);
    refuse(refuseSuspended(account));
    await this.standing.refuse(user);
    await this.note(user, key, now);
    return {
      accountId: user.accountId,
      userId: user._id,
      keyId,
      permissions: throughKey(await this.permissions.of(user), key),
      mustChangePassword: user.mustChangePassword,
      seesEverybody: seesEverybody(user),
    };
  }

  private async note(user: StoredUser, { id, lastUsedAt }: StoredApiKey, now: Date): Promise<void> {
    if (now.getTime() - (lastUsedAt?.getTime() ?? 0) >= NOTE_EVERY_MS)
      await this.users.noteKeyUse(user, id, now);
    if (now.getTime() - (user.lastActiveAt?.getTime() ?? 0) >= NOTE_EVERY_MS)
      await this.users.noteActivity(user.accountId, user._id, now);
  }

  /** The same whatever is wrong; why is for the log, and for the audit of the account if the key was one of it. */
  private refused(keyId: string, user: StoredUser | null, reason: string, origin: Origin): Fault {
    const whose = user ? { accountId: user.accountId, userId: user._id } : {};
    this.trail.note('api-key-refused', { ...whose, keyId, ...origin, reason });
    return new Fault('unauthenticated', 'The API key is not valid.');
  }
}
