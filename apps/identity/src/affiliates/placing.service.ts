import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Fault, refuse } from '@seatkeeper/contracts';
import type { Decide } from '@seatkeeper/mongo';
import { Clock, crash, newId } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { HierarchyRepository } from '../accounts/hierarchy.repository.js';
import { LineageService } from '../accounts/lineage.service.js';
import { refuseLoop, refuseTooDeep, refuseTooMany } from './hierarchy.js';

/** Longer than it takes to climb. Whoever died meanwhile keeps others waiting for no longer. */
const PLACING_MS = 5_000;
const ATTEMPTS = 8;
const LONGEST_PAUSE_MS = 1_000;

/** Where both stand at the moment: from the account, and from the one that is to be right above it, up to the top. */
export interface Lines {
  readonly own: readonly StoredAccount[];
  readonly above: readonly StoredAccount[];
}

interface Placement {
  /** Who gets another place. */
  readonly accountId: string;
  /** Who is to be right above. */
  readonly under: string;
  /** Throws what forbids it, as things stand once nobody else can place the account. */
  readonly refuse?: (lines: Lines) => void;
  /** The one write that does it, with its events. May throw a Fault. */
  readonly write: (lines: Lines) => Decide<StoredAccount>;
}

/**
 * Puts accounts below others so that no loop can come of it, however many are placed at once and wherever a process dies: each
 * is announced on the account itself before anybody looks up from its new place, and nobody writes who has met another's
 * announcement on the way. Of several that would close a loop together, the last to announce meets one of the others. See
 * decision 84.
 */
@Injectable()
export class PlacingService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly hierarchy: HierarchyRepository,
    private readonly lineage: LineageService,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `hierarchy-loop`, `hierarchy-too-large`, and with `service-unavailable` while others are placed all the time. */
  async place(placement: Placement): Promise<StoredAccount> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const began = performance.now();
      const placed = await this.attempt(placement);
      if (placed) return placed;
      // Who have met each other do not come at the same moment again, however long it takes here to climb.
      const pauseMs = 2 ** attempt * Math.max(10, performance.now() - began);
      await delay(Math.random() * Math.min(pauseMs, LONGEST_PAUSE_MS));
    }
    throw new Fault('service-unavailable', 'Another account of the hierarchy is just being moved.');
  }

  private async attempt(placement: Placement): Promise<StoredAccount | null> {
    const { accountId } = placement;
    const now = this.clock.now();
    const placing = { id: newId('plc'), until: new Date(now.getTime() + PLACING_MS) };
    if (!(await this.hierarchy.announce(accountId, placing, now))) {
      await this.accounts.get(accountId);
      return null;
    }
    crash('identity.placing.afterAnnouncement');
    try {
      const placed = await this.placeAnnounced(placement, placing.id);
      if (!placed || placed.placing) await this.hierarchy.revoke(accountId, placing.id);
      return placed;
    } catch (error) {
      // Nobody knows how far anything else has come: then the announcement runs out by itself.
      if (error instanceof Fault) await this.hierarchy.revoke(accountId, placing.id);
      throw error;
    }
  }

  /** Null when somebody else is on the way, or has taken the announcement away. */
  private async placeAnnounced(
    { accountId, under, refuse: forbid, write }: Placement,
    placingId: string,
  ): Promise<StoredAccount | null> {
    const above = await this.lineage.upUnlessPlacing(under, accountId);
    if (!above) return null;
    if (above.length === 0) throw Fault.notFound('account');
    refuse(refuseLoop(accountId, above));
    const own = await this.lineage.up(accountId);
    const lines = { own, above };
    forbid?.(lines);
    await this.refuseTooLarge(lines);
    crash('identity.placing.afterClimb');
    const decide = write(lines);
    let isMine = false;
    const placed = await this.accounts.decide(accountId, (account) => {
      isMine = account.placing?.id === placingId && account.placing.until > this.clock.now();
      const decision = isMine ? decide(account) : null;
      if (!decision) return null;
      const { update, events } = decision;
      return {
        update: { ...update, unset: [...(update.unset ?? []), 'placing'] },
        ...(events && { events }),
      };
    });
    crash('identity.placing.afterWrite');
    return isMine ? placed : null;
  }

  private async refuseTooLarge({ own, above }: Lines): Promise<void> {
    const [account] = own;
    const [top, formerTop] = [above.at(-1), own.at(-1)];
    if (!account || !top) return;
    const brought = await this.lineage.below(account._id);
    refuse(refuseTooDeep(above.length, Math.max(0, ...brought.map(({ depth }) => depth))));
    if (top._id === formerTop?._id) return;
    refuse(refuseTooMany((await this.lineage.below(top._id)).length, brought.length + 1));
  }
}
