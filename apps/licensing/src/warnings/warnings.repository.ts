import { Injectable } from '@nestjs/common';
import { DuplicateKey, InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { SeatCounts } from '../seats/seats.js';
import { type Look, nothingTold, warn } from './warnings.js';
import { type StoredWarning, warnings } from './warnings.schema.js';

@Injectable()
export class WarningsRepository {
  constructor(@InjectCollection(warnings) private readonly warnings: TenantCollection<StoredWarning>) {}

  /** What was told of a product last; null when it was never looked at. */
  known(look: Look): Promise<StoredWarning | null> {
    return this.warnings.findById(look.accountId, nothingTold(look)._id);
  }

  /**
   * Writes what is to be told of counts that were taken after what was known was read. False when somebody else has
   * written meanwhile: theirs may be newer, so count again.
   */
  async tell(look: Look, known: StoredWarning | null, counts: SeatCounts, now: Date): Promise<boolean> {
    const first = nothingTold(look);
    const told = warn(known ?? first, counts, look, now);
    if (!told) return true;
    const { set, unset, events } = told;
    if (known) return (await this.warnings.change(known, { set, unset }, events)) !== null;
    try {
      await this.warnings.insert({ ...first, ...set }, events);
      return true;
    } catch (error) {
      if (error instanceof DuplicateKey) return false;
      throw error;
    }
  }
}
