import { Inject, Injectable } from '@nestjs/common';
import { newId, SETTINGS } from '@seatkeeper/service';
import type { Confirmation } from '../accounts/accounts.schema.js';
import { LinksService } from '../links/links.service.js';
import { type Founder, newConfirmation } from './confirmations.js';

/** What of identity's settings confirmations need. */
interface ConfirmationSettings {
  CONFIRM_ADDRESSES: boolean;
}

/** Makes confirmations. */
@Injectable()
export class ConfirmationLinksService {
  constructor(
    private readonly links: LinksService,
    @Inject(SETTINGS) private readonly settings: ConfirmationSettings,
  ) {}

  /** Null where the vendor opens accounts for people it knows. */
  first(founder: Pick<Founder, 'userId' | 'email'>, now: Date): Confirmation | null {
    return this.settings.CONFIRM_ADDRESSES ? this.next(founder, now) : null;
  }

  /** Another one, whose link takes the place of the one before. */
  next(founder: Pick<Founder, 'userId' | 'email'>, now: Date): Confirmation {
    const id = newId('cnf');
    return newConfirmation({ id, token: this.links.token('confirmation', id) }, founder, now);
  }
}
