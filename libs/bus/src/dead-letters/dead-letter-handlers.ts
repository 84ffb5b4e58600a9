import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, type Type } from '@nestjs/common';
import {
  AccountId,
  type DeadLetterQuestions,
  type DeadLetters,
  Fault,
  Hearer,
  type Input,
  Slug,
} from '@seatkeeper/contracts';
import { BUS_CONFIG, type BusConfig } from '../config.js';
import { Handle } from '../wiring/decorators.js';
import type { DeadLetter } from './dead-letter.js';
import { DeadLetterQueue } from './dead-letter-queue.js';
import { refuseReplay } from './replays.js';

/**
 * The class that tells operators of the events that a service could not handle, and settles them. Each service looks into its
 * own queue, as itself: nobody has to be let read the letters of all.
 */
export function deadLetterHandlers({ list, settle }: DeadLetterQuestions): Type {
  @Injectable()
  class DeadLetterHandlers {
    private readonly service: Hearer;

    constructor(@Inject(BUS_CONFIG) private readonly config: BusConfig) {
      this.service = Hearer.parse(config.service);
    }

    @Handle(list)
    list({ id, limit }: Input<typeof list>): Promise<DeadLetters> {
      return this.onQueue(async (queue) => {
        const waiting = (await queue.count(this.service)) ?? 0;
        const found =
          id === undefined
            ? await queue.list(this.service, limit)
            : await patiently(() => queue.find(this.service, id));
        return { waiting, items: found.map((letter) => toDeadLetter(letter, this.service)) };
      });
    }

    @Handle(settle)
    settle({ id, end }: Input<typeof settle>): Promise<{ settled: true }> {
      const isMeant = (letter: DeadLetter) => {
        if (letter.id !== id) return false;
        const message = end === 'replay' ? refuseReplay(letter, this.config) : null;
        if (message !== null) throw new Fault('validation-failed', { errors: [{ path: 'id', message }] });
        return true;
      };
      return this.onQueue(async (queue) => {
        const settled = await patiently(() => queue[end](this.service, isMeant, 1));
        if (settled.length === 0) throw Fault.notFound('dead letter');
        return { settled: true };
      });
    }

    /** On a connection of its own, for a call that comes once in a while. */
    private async onQueue<T>(work: (queue: DeadLetterQueue) => Promise<T>): Promise<T> {
      const { url, user } = this.config;
      const queue = await DeadLetterQueue.open(url, this.config, user).catch((error: Error) => {
        throw new Fault('service-unavailable', `RabbitMQ cannot be reached: ${error.message}.`);
      });
      try {
        return await work(queue);
      } finally {
        await queue.close();
      }
    }
  }
  return DeadLetterHandlers;
}

const LOOKS = 6;
const BETWEEN_LOOKS_MS = 100;

/** Looks once more for what is not found: while somebody else looks at a letter the queue does not have it. */
async function patiently(look: () => Promise<DeadLetter[]>): Promise<DeadLetter[]> {
  for (let looks = 1; ; looks += 1) {
    const found = await look();
    if (found.length > 0 || looks === LOOKS) return found;
    await setTimeout(BETWEEN_LOOKS_MS);
  }
}

const toDeadLetter = (letter: DeadLetter, service: Hearer) => {
  const { id, type, code, reason, attempts, source = null, account, firstFailedAt, lastFailedAt } = letter;
  return {
    id,
    service,
    type,
    source,
    accountId: AccountId.safeParse(account).data ?? null,
    accountSlug: Slug.safeParse(account).data ?? null,
    code,
    reason,
    attempts,
    firstFailedAt: firstFailedAt ?? null,
    lastFailedAt: lastFailedAt ?? null,
  };
};
