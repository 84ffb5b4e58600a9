import { newId } from '@seatkeeper/service';
import { eventually, testWorld } from '@seatkeeper/testing';
import { RecentLog, type LogEntry } from './recent-log.js';
import { TopicFeed, type Follower } from './topic-feed.js';

const world = testWorld();
const topic = 'acc_followed';
let log: RecentLog;
/** What Redis has told of, and nobody has passed on yet. */
let told: LogEntry[];

beforeEach(async () => {
  told = [];
  const url = world.settings['REDIS_URL'] ?? '';
  log = new RecentLog(url, `feed-${newId('tst')}`, {
    added: (_topic, entry) => told.push(entry),
    away: () => undefined,
    back: () => undefined,
  });
  await log.connect();
});
afterEach(() => log.close());
afterAll(() => world.close());

/** Somebody who notes what they are told. */
class Listener implements Follower {
  readonly words: string[] = [];
  readonly hear = ({ note }: { note: string }) => void this.words.push(note);
  readonly lost = () => void this.words.push('lost');
  readonly away = () => void this.words.push('away');
  readonly back = () => void this.words.push('back');
}

async function followed() {
  const feed = new TopicFeed(topic, log);
  const listener = new Listener();
  await feed.follow(listener, undefined, () => log.listen(topic));
  /** Adds some entries, and waits until Redis has told of all. */
  const add = async (...notes: string[]) => {
    for (const note of notes) await log.add(topic, newId('evt'), note);
    await eventually(() => expect(told).toHaveLength(notes.length));
    return told.splice(0);
  };
  return { feed, listener, add };
}

describe('who follows a topic', () => {
  it('hears what Redis tells of', async () => {
    const { feed, listener, add } = await followed();
    for (const entry of await add('one', 'two')) feed.added(entry);
    expect(listener.words).toEqual(['one', 'two']);
  });

  it('hears what Redis told of and nobody passed on, in its order, and nothing twice', async () => {
    const { feed, listener, add } = await followed();
    const [first, , , fourth] = await add('one', 'two', 'three', 'four');
    feed.added(first!);
    feed.added(fourth!);
    await eventually(() => expect(listener.words).toEqual(['one', 'two', 'three', 'four']));
    feed.added(fourth!);
    for (const entry of await add('five')) feed.added(entry);
    expect(listener.words).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  it('is told that something is lost when the log has begun anew meanwhile', async () => {
    const { feed, listener, add } = await followed();
    await add('one');
    await log.beginAnew();
    await feed.look();
    expect(listener.words).toEqual(['lost']);
    for (const entry of await add('two')) feed.added(entry);
    expect(listener.words).toEqual(['lost', 'two']);
  });
});
