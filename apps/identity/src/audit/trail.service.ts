import { Injectable } from '@nestjs/common';
import {
  Clock,
  Repeater,
  type SecurityEvent,
  type SecurityFacts,
  SecurityTrail,
  Shutdown,
} from '@seatkeeper/service';
import { AuditRepository } from './audit.repository.js';
import { tallyEntry } from './tallies.js';

/** Leaves traces of attacks on the people of an account: a line in the log at once, and entries of the audit that count. */
@Injectable()
export class TrailService {
  private readonly trail: SecurityTrail;

  constructor(entries: AuditRepository, clock: Clock, repeater: Repeater, shutdown: Shutdown) {
    this.trail = new SecurityTrail({
      name: 'trail of attacks',
      clock,
      repeater,
      shutdown,
      keep: (tally) => entries.count(tallyEntry(tally), tally.id),
    });
  }

  /** Without an account it is in the log and the numbers alone: no customer may read of what concerns none. */
  note(event: SecurityEvent, facts: SecurityFacts): void {
    this.trail.note(event, facts);
  }

  /** Writes down at once what has been counted. */
  flush(): Promise<void> {
    return this.trail.flush();
  }
}
