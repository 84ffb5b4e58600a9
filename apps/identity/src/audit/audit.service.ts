import { Injectable } from '@nestjs/common';
import { type EventEnvelope, Handle, OnAny } from '@seatkeeper/bus';
import {
  callsForbidden,
  Fault,
  type Input,
  listAudit,
  listUserHistory,
  type Output,
} from '@seatkeeper/contracts';
import { currentContext } from '@seatkeeper/service';
import { ActorNamesService } from './actor-names.service.js';
import { ReachService } from '../reach/reach.service.js';
import { auditEntry, isAudited, toAuditEntry } from './audit.js';
import { AuditRepository } from './audit.repository.js';
import { forbiddenEntry } from './tallies.js';

/** Writes down what happened, and shows it. */
@Injectable()
export class AuditService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly reach: ReachService,
    private readonly actorNames: ActorNamesService,
  ) {}

  /** Hears everything, so that no service and no event has to be remembered here. */
  @OnAny(['#'])
  async note(data: unknown, event: EventEnvelope): Promise<void> {
    if (event.type === callsForbidden.name) return this.countForbidden(data, event);
    if (!isAudited(event.type, data)) return;
    const entry = auditEntry(data, event, currentContext());
    const actorName = await this.actorNames.find(entry);
    await this.entries.add({ ...entry, ...(actorName && { actorName }) });
  }

  @Handle(listAudit)
  async list({ accountId, filter, page }: Input<typeof listAudit>): Promise<Output<typeof listAudit>> {
    const { items, ...rest } = await this.entries.list(accountId, filter, page);
    return { items: items.map(toAuditEntry), ...rest };
  }

  @Handle(listUserHistory)
  async history({
    accountId,
    userId,
    viewer,
    page,
  }: Input<typeof listUserHistory>): Promise<Output<typeof listUserHistory>> {
    await this.reach.see(accountId, userId, viewer);
    const { items, ...rest } = await this.entries.history(accountId, userId, page);
    return { items: items.map(toAuditEntry), ...rest };
  }

  private countForbidden(data: unknown, { id }: EventEnvelope): Promise<void> {
    const counted = callsForbidden.data.safeParse(data);
    if (!counted.success) throw Fault.invalid(counted.error, ['data']);
    return this.entries.count(forbiddenEntry(counted.data), id);
  }
}
