import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { type Caller, Fault, pickSeen, viewerOf } from '@seatkeeper/contracts';
import { actorOf } from '../calls/by.js';
import type { ActingCaller } from '../http/call.js';
import type { LiveNote } from './live-notes.js';
import { tellingOf } from './live-rules.js';

/** Of some changes, those that somebody may be told of. */
@Injectable()
export class LiveSightService {
  constructor(private readonly bus: Bus) {}

  /** Identity is asked for who does not see everybody, whom they see, once for all of them. */
  async pick<N extends { readonly note: LiveNote }>(items: readonly N[], caller: Caller): Promise<N[]> {
    const tellings = items.map((item) => ({ item, telling: tellingOf(item.note, caller) }));
    const asManager = tellings.filter(({ telling }) => typeof telling === 'object' && telling.sees.asManager);
    const others = tellings.filter(({ telling }) => typeof telling === 'object' && !telling.sees.asManager);
    const [managed, seen] = await Promise.all([this.seen(asManager), this.seen(others)]);
    return tellings
      .filter(
        ({ item, telling }) =>
          telling === 'yes' ||
          (typeof telling === 'object' &&
            (telling.sees.asManager ? managed : seen).has(item.note.user ?? '')),
      )
      .map(({ item }) => item);
  }

  private async seen(
    asked: readonly { item: { note: LiveNote }; telling: unknown }[],
  ): Promise<ReadonlySet<string>> {
    const [first] = asked;
    if (!first) return new Set();
    const { sees } = first.telling as { sees: ActingCaller };
    const { accountId, asManager } = sees;
    const userIds = [...new Set(asked.flatMap(({ item }) => item.note.user ?? []))];
    const viewer = { ...viewerOf(actorOf(sees)), asManager };
    try {
      return new Set((await this.bus.request(pickSeen, { accountId, viewer, userIds })).userIds);
    } catch (error) {
      // As for a list: whose team is too large is shown none of it.
      if (error instanceof Fault && error.code === 'forbidden') return new Set();
      throw error;
    }
  }
}
