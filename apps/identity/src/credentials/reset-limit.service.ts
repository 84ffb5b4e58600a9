import { Inject, Injectable } from '@nestjs/common';
import { inWords, type Limit, type Limiter, Limiters, tooMany } from '@seatkeeper/limits';
import { derivedId, noteSecurity, SETTINGS } from '@seatkeeper/service';

/** Counts the links for a new password: by the username a stranger names, whether there is such a user or not, and by user. */
@Injectable()
export class ResetLimitService {
  private readonly limiter: Limiter | null;

  constructor(@Inject(SETTINGS) { PASSWORD_RESETS }: { PASSWORD_RESETS: Limit | null }, limiters: Limiters) {
    this.limiter = limiters.of(PASSWORD_RESETS && { name: 'password-resets-of-user', ...PASSWORD_RESETS });
  }

  /** For a stranger, who is told nothing: whether another link may be sent. */
  async allows(accountId: string, username: string): Promise<boolean> {
    return (await this.take(accountId, username))?.allowed ?? true;
  }

  /** For an admin, whom what strangers ask for does not keep from it: rejects with `too-many-requests`. */
  async admit(accountId: string, userId: string): Promise<void> {
    const taken = await this.take(accountId, userId);
    if (!taken || taken.allowed) return;
    const { quota, seconds } = taken.policy;
    throw tooMany(
      taken,
      `One person is sent at most ${quota} links for a new password in ${inWords(seconds)}.`,
    );
  }

  private async take(accountId: string, whose: string) {
    const taken = await this.limiter?.take(derivedId('lim', accountId, whose));
    if (taken?.firstOver) noteSecurity('limit-reached', { accountId, policy: taken.policy.name });
    return taken;
  }
}
