import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type AuditSeal, getAuditSeal, type Input } from '@seatkeeper/contracts';
import { SealsRepository } from './seals.repository.js';

const WAITING_COUNTED = 1_000;

/** Tells how far the log of an account is sealed. */
@Injectable()
export class SealsService {
  constructor(private readonly seals: SealsRepository) {}

  @Handle(getAuditSeal)
  async tell({ accountId }: Input<typeof getAuditSeal>): Promise<AuditSeal> {
    const [head, waiting] = await Promise.all([
      this.seals.head(accountId),
      this.seals.waiting(accountId, WAITING_COUNTED),
    ]);
    return {
      number: head?.seals ?? 0,
      entries: head?.count ?? 0,
      hash: head?.at ? head.hash : null,
      sealedAt: head?.at?.toISOString() ?? null,
      waiting,
    };
  }
}
