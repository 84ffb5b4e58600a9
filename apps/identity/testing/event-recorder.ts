import { Controller, Module } from '@nestjs/common';
import { type EventEnvelope, OnAny } from '@seatkeeper/bus';
import type { EventContract, EventData } from '@seatkeeper/contracts';

/** Keeps what was said on the bus, once per event id, for tests that count events. */
@Controller()
export class EventRecorder {
  private readonly heard = new Map<string, { type: string; data: unknown }>();

  @OnAny(['identity.#', 'licensing.#', 'reassignment.#'])
  record(data: unknown, event: EventEnvelope): Promise<void> {
    this.heard.set(event.id, { type: event.type, data });
    return Promise.resolve();
  }

  /** All that was said, for a test of what nobody may hear. */
  everything(): string {
    return JSON.stringify([...this.heard.values()]);
  }

  /** The data of the events of one contract and account, in the order they came. */
  of<C extends EventContract>(contract: C, accountId: string): EventData<C>[] {
    return [...this.heard.values()]
      .filter(({ type }) => type === contract.name)
      .map(({ data }) => data as EventData<C>)
      .filter((data) => (data as { accountId: string }).accountId === accountId);
  }
}

@Module({ controllers: [EventRecorder] })
export class EventRecorderModule {}
