import { jest } from '@jest/globals';
import { type LiveEvent, NoAnswer, Problem } from '@seatkeeper/client';
import { LiveShare } from './live-share.js';
import type { Locks } from './leading.js';
import type { Change } from './shown-changes.js';
import type { Standing } from './told.js';

/** Locks as browsers have them: one holder each, who waits is next, and what is stolen is lost. */
class FakeLocks implements Locks {
  private holder: { readonly lose: (error: Error) => void } | undefined;
  private readonly waiting: (() => void)[] = [];

  async request(
    _name: string,
    { signal, steal }: { signal?: AbortSignal; steal?: true },
    work: () => Promise<void>,
  ): Promise<void> {
    if (this.holder && !steal)
      await new Promise<void>((resolve, reject) => {
        this.waiting.push(resolve);
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    this.holder?.lose(new Error('stolen'));
    let mine: typeof this.holder;
    const stolen = new Promise<never>((_resolve, reject) => (mine = { lose: reject }));
    stolen.catch(() => undefined);
    this.holder = mine;
    try {
      await Promise.race([work(), stolen]);
    } finally {
      if (this.holder === mine) {
        this.holder = undefined;
        this.waiting.shift()?.();
      }
    }
  }
}

/** One connection: events are put into it. */
class Connection {
  private readonly events: (LiveEvent | Error)[] = [];
  private wake: () => void = () => undefined;
  isOpen = true;

  constructor(
    readonly after: string | undefined,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.wake());
  }

  send(event: LiveEvent | Error): void {
    this.events.push(event);
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LiveEvent, void> {
    try {
      for (;;) {
        const next = this.events.shift();
        if (next instanceof Error) throw next;
        if (next) yield next;
        else if (this.signal.aborted) throw new Error('aborted');
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      this.isOpen = false;
    }
  }
}

const change = (n: number): LiveEvent => ({
  event: 'change',
  id: `1-${n}`,
  data: {
    type: 'identity.user.updated',
    subject: { kind: 'user', id: `usr_${n}` },
    version: n,
    at: '2026-03-12T16:40:59.000Z',
  },
});
const sign = (event: 'ready' | 'reset' | 'interrupted', n?: number): LiveEvent => ({
  event,
  id: n === undefined ? undefined : `1-${n}`,
  data: {},
});

let locks: FakeLocks;
let connections: Connection[];
let tabs: LiveShare[];
let n = 0;
let name: string;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  locks = new FakeLocks();
  connections = [];
  tabs = [];
  name = `tabs ${(n += 1)}`;
});
afterEach(() => {
  for (const tab of tabs) tab.end();
  jest.useRealTimers();
});

const { setImmediate } = globalThis as unknown as { setImmediate: (next: () => void) => void };

/** What was told in other tabs comes by a channel of its own. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  await settled();
}

async function openTab() {
  const heard = { changes: [] as string[], resets: 0, standing: [] as Standing[] };
  const tab = new LiveShare(
    {
      name,
      open: (after, signal) => {
        const connection = new Connection(after, signal);
        connections.push(connection);
        return connection;
      },
      onChange: ({ subject }: Change) => heard.changes.push(subject.id),
      onReset: () => (heard.resets += 1),
      onStanding: (standing) => heard.standing.push(standing),
    },
    locks,
  );
  tabs.push(tab);
  await settled();
  return { tab, heard };
}

it('however many tabs there are, one stream is open, and each tab is told', async () => {
  const [one, two, three] = [await openTab(), await openTab(), await openTab()];
  expect(connections).toHaveLength(1);
  connections[0]!.send(sign('ready', 1));
  connections[0]!.send(change(2));
  await settled();
  for (const { heard } of [one, two, three])
    expect(heard).toEqual({ changes: ['usr_2'], resets: 1, standing: ['on'] });
  await pass(60_000);
  expect(connections).toHaveLength(1);
});

it('a tab that comes later knows how it stands, and goes on after the last event when the first is closed', async () => {
  const one = await openTab();
  connections[0]!.send(sign('ready', 1));
  connections[0]!.send(change(2));
  await settled();
  const two = await openTab();
  expect(two.heard).toEqual({ changes: [], resets: 0, standing: ['on'] });
  one.tab.end();
  await settled();
  expect(connections.map(({ after, isOpen }) => [after, isOpen])).toEqual([
    [undefined, false],
    ['1-2', true],
  ]);
  connections[1]!.send(sign('ready', 2));
  connections[1]!.send(change(3));
  await settled();
  expect(two.heard).toEqual({ changes: ['usr_3'], resets: 0, standing: ['on'] });
});

it('a tab that does not answer loses the stream to one that asks', async () => {
  const one = await openTab();
  const two = await openTab();
  connections[0]!.send(sign('ready', 1));
  await settled();
  two.tab.ask();
  await pass(10_000);
  expect(connections).toHaveLength(1);

  // As of a tab that the browser has frozen.
  const { channel } = one.tab as unknown as { channel: BroadcastChannel };
  channel.onmessage = null;
  two.tab.ask();
  await pass(10_000);
  expect(connections.map(({ after, isOpen }) => [after, isOpen])).toEqual([
    [undefined, false],
    ['1-1', true],
  ]);
});

it('a reset makes everything stale, and so does what a tab could not hear', async () => {
  await openTab();
  const two = await openTab();
  connections[0]!.send(sign('ready', 1));
  await settled();
  expect(two.heard.resets).toBe(1);
  connections[0]!.send(sign('reset', 5));
  await settled();
  expect(two.heard.resets).toBe(2);
  const { channel } = two.tab as unknown as { channel: BroadcastChannel };
  const { onmessage } = channel;
  channel.onmessage = null;
  connections[0]!.send(change(6));
  await settled();
  channel.onmessage = onmessage;
  two.tab.ask();
  await settled();
  expect(two.heard).toMatchObject({ changes: [], resets: 3 });
});

it('a stream that breaks goes on after the last event; one that is away for long is said to be lost, and is back with nothing missed', async () => {
  const { heard } = await openTab();
  connections[0]!.send(sign('ready', 1));
  connections[0]!.send(sign('interrupted'));
  await pass(5_000);
  connections[0]!.send(sign('ready', 1));
  await pass(20_000);
  expect(heard.standing).toEqual(['on']);
  connections[0]!.send(sign('interrupted'));
  await pass(11_000);
  expect(heard.standing).toEqual(['on', 'lost']);
  connections[0]!.send(sign('ready', 1));
  await pass(1);
  connections[0]!.send(new NoAnswer('GET /v1/events', new Error('gone')));
  await pass(2_000);
  expect(heard.standing).toEqual(['on', 'lost', 'on', 'lost']);
  expect(connections.at(-1)?.after).toBe('1-1');
  connections.at(-1)!.send(sign('ready', 1));
  await settled();
  expect(heard).toEqual({ changes: [], resets: 1, standing: ['on', 'lost', 'on', 'lost', 'on'] });
});

it('who may not follow is not asked again and again', async () => {
  await openTab();
  const refused = { code: 'unauthenticated', status: 401, type: 'about:blank', title: 'x', requestId: 'r' };
  connections[0]!.send(new Problem(refused as never, { status: 401 }));
  await pass(600_000);
  expect(connections).toHaveLength(1);
});
