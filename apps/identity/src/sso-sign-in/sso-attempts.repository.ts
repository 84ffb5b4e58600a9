import { Injectable } from '@nestjs/common';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { sha256 } from '../sessions/refresh-tokens.js';
import { ssoAttempts, type StoredSsoAttempt } from './sso-attempts.schema.js';

type Fresh = Omit<StoredSsoAttempt, '_id' | 'version' | 'bindingHash'>;

/** The state is in addresses, and so in logs: it is stored as what follows from it. */
const idOf = (state: string): string => derivedId('ssa', state);

@Injectable()
export class SsoAttemptsRepository {
  constructor(@InjectCollection(ssoAttempts) private readonly attempts: TenantCollection<StoredSsoAttempt>) {}

  async begin(state: string, binding: string, attempt: Fresh): Promise<void> {
    await this.attempts.insert({ ...attempt, _id: idOf(state), bindingHash: sha256(binding) });
  }

  /** The attempt, once: of two who come with it, one gets it. Null for everybody else, and for another browser. */
  async take(accountId: string, state: string, binding: string, now: Date): Promise<StoredSsoAttempt | null> {
    const mine = { _id: idOf(state), bindingHash: sha256(binding), expiresAt: { $gt: now } };
    const found = await this.attempts.findOne(accountId, mine);
    return found && (await this.attempts.remove(accountId, mine)) ? found : null;
  }
}
