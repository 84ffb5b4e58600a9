import { Injectable } from '@nestjs/common';
import { DuplicateKey, InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { SeatCounts } from '../seats/seats.js';
import { type Look, nothingTold, warn } from './warnings.js';
import { type StoredWarning, warnings } from './warnings.schema.js';

@Injectable()
export class WarningsRepository {
  constructor(@InjectCollection(warnings) private readonly warnings: TenantCollection<StoredWarning>) {}

  /**
   * Writes what is to be told of counts that are taken after what was told before was read. False when somebody else has
   * written meanwhile: theirs may be newer, so count again.
   */
  async tell(look: Look, count: () => Promise<SeatCounts>, now: Date): Promise<boolean> {
    const first = nothingTold(look);
    const known = await this.warnings.findById(look.accountId, first._id);
    const told = warn(known ?? first, await count(), look, now);
    if (!told) return true;
    const { set, unset, events } = told;
    if (known) return (await this.warnings.change(known, { set, unset }, events)) !== null;
    if (set.level === 'fine') return true;
    try {
      await this.warnings.insert({ ...first, ...set }, events);
      return true;
    } catch (error) {
      if (error instanceof DuplicateKey) return false;
      throw error;
    }
  }
}
