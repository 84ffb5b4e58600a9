import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type DeadLetter,
  type DeadLetterEnd,
  deadLetterDropAsked,
  deadLetterReplayAsked,
  dropDeadLetterEndpoint,
  Fault,
  HEARERS,
  listDeadLettersEndpoint,
  replayDeadLetterEndpoint,
} from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { actorOf } from './by.js';
import { deadLettersOf } from './dead-letter-questions.js';
import { unlessAway } from './unless-away.js';

const LISTED = 50;

const asked = { replay: deadLetterReplayAsked, drop: deadLetterDropAsked } as const;

/** Lets operators see the events that no service could handle, and settle them, without access to the broker. */
@Controller()
export class DeadLettersController {
  constructor(private readonly bus: Bus) {}

  /** Each service tells of its own; one that does not answer is named, and hides none of the others. */
  @Endpoint(listDeadLettersEndpoint)
  async listDeadLetters({ query: { service, limit = LISTED } }: Call<typeof listDeadLettersEndpoint>) {
    const hearers = service === undefined ? HEARERS : [service];
    const answers = await Promise.all(
      hearers.map(async (hearer) => ({
        hearer,
        told: await unlessAway(this.bus.request(deadLettersOf[hearer].list, { limit })),
      })),
    );
    return {
      services: answers.map(({ hearer, told }) => ({ service: hearer, waiting: told?.waiting ?? null })),
      items: answers.flatMap(({ told }) => told?.items ?? []),
    };
  }

  @Endpoint(replayDeadLetterEndpoint)
  replayDeadLetter(call: Call<typeof replayDeadLetterEndpoint>) {
    return this.settle(call, 'replay');
  }

  @Endpoint(dropDeadLetterEndpoint)
  dropDeadLetter(call: Call<typeof dropDeadLetterEndpoint>) {
    return this.settle(call, 'drop');
  }

  private async settle(
    {
      caller,
      params: { id },
      body: { service, reason },
      newId,
    }: Call<typeof replayDeadLetterEndpoint | typeof dropDeadLetterEndpoint>,
    end: DeadLetterEnd,
  ): Promise<DeadLetter> {
    const { list, settle } = deadLettersOf[service];
    const { items } = await this.bus.request(list, { id, limit: 1 });
    const letter = items[0];
    if (!letter) throw Fault.notFound('dead letter');
    const actor = actorOf(caller);
    const data = {
      accountId: caller.accountId,
      actor,
      service,
      deadLetterId: id,
      eventType: letter.type,
      ...(letter.accountId !== null && { customerAccountId: letter.accountId }),
      ...(reason !== undefined && { reason }),
    };
    const event = { id: newId('evt'), name: asked[end].name, at: new Date(), subject: id, data };
    await this.bus.publish([event]);
    await this.bus.request(settle, { by: actor, id, end });
    return letter;
  }
}
