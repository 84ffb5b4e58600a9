import { Inject, Injectable, type Type } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { AccountId, type Input, type StuckQuestion, type StuckThings } from '@seatkeeper/contracts';
import { Clock, Repeater, SERVICE_NAME } from '@seatkeeper/service';
import type { Connection } from 'mongoose';
import type { CollectionSpec, Stored } from '../schema/collection.js';
import { stuckDocuments } from './stuck-documents.js';

const REMEDY_OF_SWEEPS =
  'This copy of the service searches for it in vain: its log says why; start it again where it stands still.';

/**
 * The class that tells operators what does not get on in a service: documents whose time is past, and the repeated work of the copy
 * that is asked. Each service tells of its own, so nobody has to be let read the databases of all.
 */
export function stuckHandlers(
  question: StuckQuestion,
  specs: readonly CollectionSpec<Stored>[],
  connectionToken: symbol,
): Type {
  @Injectable()
  class StuckHandlers {
    constructor(
      @Inject(connectionToken) private readonly connection: Connection,
      @Inject(SERVICE_NAME) private readonly service: StuckThings['items'][number]['service'],
      private readonly repeater: Repeater,
      private readonly clock: Clock,
    ) {}

    @Handle(question)
    async list({ limit }: Input<StuckQuestion>): Promise<StuckThings> {
      const { db } = this.connection;
      if (!db) throw new Error('The MongoDB connection has been closed.');
      const documents = await stuckDocuments(db, specs, this.clock.now(), limit + 1);
      const sweeps = this.repeater.inTrouble().map(({ name, since, failures }) => ({
        kind: 'sweeps',
        id: name,
        accountId: null,
        since,
        attempts: failures,
        remedy: REMEDY_OF_SWEEPS,
      }));
      const all = [...sweeps, ...documents].toSorted((one, other) => +one.since - +other.since);
      return {
        items: all.slice(0, limit).map(({ since, accountId, ...rest }) => ({
          service: this.service,
          ...rest,
          // What a sweep keeps for itself lies under a name that is no account's.
          accountId: AccountId.safeParse(accountId).data ?? null,
          since: since.toISOString(),
        })),
        more: all.length > limit,
      };
    }
  }
  return StuckHandlers;
}
