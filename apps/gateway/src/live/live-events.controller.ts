import { Controller } from '@nestjs/common';
import { EventFeed, type Follower } from '@seatkeeper/bus';
import { type Caller, LIVE_STREAMS, liveEventsEndpoint, refuse } from '@seatkeeper/contracts';
import { metrics, Shutdown } from '@seatkeeper/service';
import { refuseCaller } from '../access/access.js';
import { CallersService } from '../access/callers.service.js';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { EVENT_STREAM_HEADERS, eventStream } from '../progress/event-stream.js';
import { StreamPlaces } from '../progress/stream-places.js';
import { readNote, unsettles } from './live-notes.js';
import { LiveSightService } from './live-sight.service.js';
import { LiveWatcher } from './live-watcher.js';

const openStreams = metrics.gauge('live_streams', 'Streams of live events that are open');

const ENDS_WITHIN_MS = 250;

const sentenceOf = (whose: string, most: number): string =>
  `${whose} has at most ${most} streams of live events at a time: close another one first.`;

/** What happens in an account, as Server-Sent Events to whoever may see it. */
@Controller()
export class LiveEventsController {
  private readonly ofUsers = new StreamPlaces(
    LIVE_STREAMS.perUser,
    sentenceOf('A user', LIVE_STREAMS.perUser),
  );
  private readonly ofAccounts = new StreamPlaces(
    LIVE_STREAMS.perAccount,
    sentenceOf('An account', LIVE_STREAMS.perAccount),
  );
  private readonly open = new Set<LiveWatcher>();
  private isStopping = false;

  constructor(
    private readonly feed: EventFeed,
    private readonly callers: CallersService,
    private readonly sight: LiveSightService,
    shutdown: Shutdown,
  ) {
    shutdown.on('intake', 'streams of live events', () => {
      this.isStopping = true;
      for (const watcher of this.open) watcher.end();
    });
  }

  @Endpoint(liveEventsEndpoint)
  async follow({ caller, request }: Call<typeof liveEventsEndpoint>): Promise<Reply> {
    const giveBack = this.take(caller);
    const watcher = new LiveWatcher({
      caller,
      again: async (since) => {
        const now = await this.callers.again(caller, request, since);
        refuse(refuseCaller(liveEventsEndpoint, now));
        return now;
      },
      pick: (items, now) => this.sight.pick(items, now),
    });
    const leave = () => {
      for (const [topic, follower] of follows) this.feed.leave(topic, follower);
      giveBack();
    };
    // Whoever acts from above loses it with what they are at home.
    const follows: [string, Follower][] = [
      [caller.accountId, watcher],
      ...(caller.homeAccountId === undefined
        ? []
        : ([[caller.homeAccountId, standingAtHome(watcher, caller)]] as [string, Follower][])),
    ];
    try {
      const { 'last-event-id': said } = request.headers;
      const seen = typeof said === 'string' && said !== '' ? said : undefined;
      for (const [topic, follower] of follows) {
        const isHere = follower === watcher;
        const beginning = await this.feed.follow(topic, follower, isHere ? seen : undefined);
        if (isHere) watcher.begin(beginning, seen);
      }
    } catch (error) {
      leave();
      throw error;
    }
    return this.stream(watcher, leave);
  }

  private stream(watcher: LiveWatcher, leave: () => void): Reply {
    this.open.add(watcher);
    openStreams.set(this.open.size);
    if (this.isStopping) watcher.end();
    const stream = eventStream(watcher.events(), () => {
      watcher.end();
      this.open.delete(watcher);
      openStreams.set(this.open.size);
      leave();
    });
    // A reader that takes nothing does not come to the end either.
    watcher.ended.signal.addEventListener('abort', () => {
      setTimeout(() => stream.destroy(), ENDS_WITHIN_MS).unref();
    });
    return new Reply(200, stream, EVENT_STREAM_HEADERS);
  }

  /** Whoever acts in an account below takes the places of the own one. */
  private take({ accountId, userId, homeAccountId = accountId }: Caller): () => void {
    const ofUser = this.ofUsers.take(`${homeAccountId} ${userId}`);
    try {
      const ofAccount = this.ofAccounts.take(homeAccountId);
      return () => {
        ofUser();
        ofAccount();
      };
    } catch (error) {
      ofUser();
      throw error;
    }
  }
}

const standingAtHome = (watcher: LiveWatcher, { userId }: Caller): Follower => ({
  hear: (item) => {
    if (unsettles(readNote(item), userId)) watcher.unsettle();
  },
  lost: () => watcher.unsettle(),
  away: () => undefined,
  back: () => watcher.unsettle(),
});
