import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { serverMinutes, type StoredServerMinute } from './server-minutes.schema.js';

const MINUTE_MS = 60_000;
const KEPT_MS = 10 * MINUTE_MS;

/** How many mails a minute go to the server of an account, all copies of the service together. */
@Injectable()
export class ServerRatesService {
  constructor(
    @InjectCollection(serverMinutes) private readonly minutes: TenantCollection<StoredServerMinute>,
    private readonly clock: Clock,
  ) {}

  /** Whether one more mail may go there in this minute; it is counted. */
  async take(accountId: string, perMinute: number | undefined): Promise<boolean> {
    if (perMinute === undefined) return true;
    const now = this.clock.now().getTime();
    const minute = Math.floor(now / MINUTE_MS);
    const first = { purgeAt: new Date(now + KEPT_MS) };
    const mails = await this.minutes.countUp(accountId, `${accountId}-${minute}`, 'mails', first);
    return mails <= perMinute;
  }
}
