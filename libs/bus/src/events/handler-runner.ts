import { logger } from '@seatkeeper/service';
import { heard } from '../measures.js';
import type { EventHandler } from '../wiring/wiring.js';
import { type EventEnvelope, explain } from '../cloud-event.js';
import { type Inbox, inboxKey } from './inbox.js';
import { type Outcome, troubleOf } from './settlement.js';

/** Runs one handler for one event, unless the inbox says that it has been done. */
export class HandlerRunner {
  private readonly log = logger('bus');

  constructor(private readonly inbox: Inbox | undefined) {}

  /** Never rejects: what went wrong is part of the outcome. */
  async run(handler: EventHandler, event: EventEnvelope, data: unknown): Promise<Outcome> {
    const started = performance.now();
    const outcome = await this.attempt(handler, event, data);
    const ms = performance.now() - started;
    heard.observe({ handler: handler.handler, outcome: outcome.ended }, ms / 1_000);
    this.log.info('Handled an event', {
      event: event.type,
      eventId: event.id,
      handler: handler.handler,
      outcome: outcome.ended,
      ms: Math.round(ms),
    });
    return outcome;
  }

  private async attempt(
    { handler, contract, invoke }: EventHandler,
    event: EventEnvelope,
    data: unknown,
  ): Promise<Outcome> {
    try {
      const key = inboxKey(event, handler);
      if (await this.inbox?.seen(key)) return { handler, ended: 'seen' };
      const checked = contract ? contract.data.safeParse(data) : { success: true as const, data };
      if (!checked.success)
        return {
          handler,
          ended: 'refused',
          code: 'validation-failed',
          reason: explain(checked.error, 'data'),
        };
      await invoke(checked.data, event);
      await this.note(key);
      return { handler, ended: 'done' };
    } catch (error) {
      const trouble = troubleOf(handler, error);
      if (trouble.ended === 'failed') this.log.error('An event handler failed', { handler, event, error });
      return trouble;
    }
  }

  /** The effect is there: not being able to note it only means that a second delivery will repeat it. */
  private async note(key: string): Promise<void> {
    try {
      await this.inbox?.note(key);
    } catch (error) {
      this.log.warn('A handled event could not be noted in the inbox', { key, error });
    }
  }
}
