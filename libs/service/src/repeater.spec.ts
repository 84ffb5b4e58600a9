import { jest } from '@jest/globals';
import { currentContext } from './context/request-context.js';
import { Health } from './health/health.js';
import { metrics } from './metrics.js';
import { defineSweep, Repeater } from './repeater.js';
import { Shutdown } from './shutdown.js';

describe('Repeater', () => {
  let shutdown: Shutdown;
  let health: Health;
  let repeater: Repeater;
  beforeEach(() => {
    jest.useFakeTimers();
    shutdown = new Shutdown();
    health = new Health();
    repeater = new Repeater(shutdown, health);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits until the service is up', async () => {
    let rounds = 0;
    repeater.every(100, 'sweep', async () => void (rounds += 1));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(rounds).toBe(0);
    repeater.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(rounds).toBeGreaterThanOrEqual(10);
  });

  it('never runs beside itself: the pause begins when a round ends', async () => {
    let running = 0;
    let most = 0;
    let rounds = 0;
    repeater.onApplicationBootstrap();
    repeater.every(100, 'slow sweep', async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 350));
      running -= 1;
      rounds += 1;
    });
    await jest.advanceTimersByTimeAsync(100 + 10 * 450);
    expect({ most, rounds }).toEqual({ most: 1, rounds: 10 });
  });

  it('goes on after a round that failed, and counts it', async () => {
    let rounds = 0;
    repeater.onApplicationBootstrap();
    repeater.every(100, 'failing sweep', async () => {
      rounds += 1;
      throw new Error('The database is away.');
    });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(rounds).toBeGreaterThanOrEqual(10);
    expect(await metrics.render()).toContain(
      `seatkeeper_repeater_rounds_total{name="failing sweep",outcome="failed"} ${rounds}`,
    );
  });

  it('says which work stands still, and is well again when it goes on', async () => {
    let goOn: () => void = () => undefined;
    repeater.onApplicationBootstrap();
    repeater.every(100, 'turns', async () => undefined);
    repeater.every(100, 'hangs', () => new Promise<void>((resolve) => (goOn = resolve)));
    await jest.advanceTimersByTimeAsync(100_000);
    expect(await health.check()).toMatchObject({ ok: true });
    await jest.advanceTimersByTimeAsync(50_000);
    const { ok, dependencies } = await health.check();
    expect(ok).toBe(false);
    expect(dependencies['repeated work']?.detail).toMatch(/^These stand still: hangs for 1[45]\d s$/);
    goOn();
    await jest.advanceTimersByTimeAsync(0);
    expect(await health.check()).toMatchObject({ ok: true });
  });

  it('tells operators of what stands still and of what fails each time, since when, until it is well again', async () => {
    let fails = true;
    repeater.onApplicationBootstrap();
    const began = Date.now();
    repeater.every(100, 'turns', async () => undefined);
    repeater.every(1_000_000, 'hangs', () => new Promise<void>(() => undefined));
    repeater.every(10_000, 'fails', async () => {
      if (fails) throw new Error('The database is away.');
    });
    await jest.advanceTimersByTimeAsync(80_000);
    expect(repeater.inTrouble()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_200_000);
    const [still, failing, ...others] = repeater.inTrouble();
    expect(others).toEqual([]);
    expect([still?.name, still?.failures, failing?.name]).toEqual(['hangs', 0, 'fails']);
    expect(failing?.failures).toBeGreaterThan(100);
    expect(failing!.since.getTime() - began).toBeLessThanOrEqual(10_000);
    expect(still!.since.getTime() - began).toBeLessThanOrEqual(1_000_000);
    fails = false;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(repeater.inTrouble().map(({ name }) => name)).toEqual(['hangs']);

    fails = true;
    const again = Date.now();
    await jest.advanceTimersByTimeAsync(1_200_000);
    const since =
      repeater
        .inTrouble()
        .find(({ name }) => name === 'fails')
        ?.since.getTime() ?? 0;
    expect(since).toBeGreaterThanOrEqual(again);
  });

  describe('that sweeps', () => {
    const sweep = defineSweep({ name: 'what is due', everyMs: 100, restMs: 800 });
    let found: boolean;
    let at: number[];
    beforeEach(async () => {
      found = false;
      at = [];
      repeater.onApplicationBootstrap();
      repeater.sweep(sweep, async () => {
        at.push(performance.now());
        return found;
      });
      await jest.advanceTimersByTimeAsync(4_000);
    });
    const pauses = () => at.slice(1).map((time, n) => Math.round(time - (at[n] ?? 0)));

    it('comes round ever less often while it finds nothing, up to a longest pause', () => {
      expect(pauses().slice(0, 3)).toEqual([100, 200, 400]);
      // A round that comes up to 25 ms before its moment counts for it, and the next is that much later.
      expect(pauses()[3]).toBeLessThanOrEqual(826);
      // The moment that all look at may come too soon after the round before it: then that one is a little late.
      expect(pauses()[4]).toBeLessThanOrEqual(800);
      expect(new Set(pauses().slice(5))).toEqual(new Set([800]));
    });

    it('comes round often again once it has found something', async () => {
      found = true;
      await jest.advanceTimersByTimeAsync(1_600);
      expect(pauses().slice(-4)).toEqual([100, 100, 100, 100]);
    });

    it('looks at once when it is woken, and once for many who wake it', async () => {
      // Half a pause after a round, so that no other comes round by itself in what follows.
      await jest.advanceTimersByTimeAsync((at.at(-1) ?? 0) + 1_200 - performance.now());
      const before = at.length;
      for (let n = 0; n < 100; n++) repeater.wake(sweep);
      await jest.advanceTimersByTimeAsync(60);
      expect(at.length).toBe(before + 1);
    });

    it('looks together with others that rest, also those with a longer pause', async () => {
      const moments: number[] = [];
      const long = defineSweep({ name: 'what is rarely due', everyMs: 150, restMs: 2_400 });
      repeater.sweep(long, async () => {
        moments.push(performance.now());
        return false;
      });
      await jest.advanceTimersByTimeAsync(20_000);
      const since = moments.slice(-4);
      expect(since.slice(1).map((time, n) => Math.round(time - (since[n] ?? 0)))).toEqual([
        2_400, 2_400, 2_400,
      ]);
      expect(at).toEqual(expect.arrayContaining(since));
    });

    it('is woken at the time that was asked for, and who would look just after looks with it', async () => {
      const looks: number[] = [];
      const woken = defineSweep({ ...sweep, name: 'woken' });
      repeater.sweep(woken, async () => {
        looks.push(performance.now());
        return false;
      });
      await jest.advanceTimersByTimeAsync(4_000);
      // Just before both would look, so that the other's moment comes within a little of it.
      const moment = (at.at(-1) ?? 0) + 800;
      repeater.wake(woken, moment - 10 - performance.now());
      await jest.advanceTimersByTimeAsync(moment - 10 - performance.now());
      expect(looks.at(-1)).toBeGreaterThanOrEqual(moment - 10);
      expect(at.at(-1)).toBe(looks.at(-1));
      // Who came a little early does not come again at its own moment.
      const before = at.length;
      await jest.advanceTimersByTimeAsync(100);
      expect(at).toHaveLength(before);
    });

    it('looks when something comes due, though a round came round before', async () => {
      repeater.wake(sweep, 2_000);
      const due = performance.now() + 2_000;
      await jest.advanceTimersByTimeAsync(2_050);
      expect(at.some((time) => time >= due)).toBe(true);
    });

    it('looks again for what came up while it was looking', async () => {
      let ends: () => void = () => undefined;
      const slow = defineSweep({ ...sweep, name: 'slow', everyMs: 400 });
      let begun = 0;
      repeater.sweep(slow, () => {
        begun += 1;
        return new Promise((resolve) => (ends = () => resolve(false)));
      });
      repeater.wake(slow);
      await jest.advanceTimersByTimeAsync(60);
      expect(begun).toBe(1);
      repeater.wake(slow);
      ends();
      await jest.advanceTimersByTimeAsync(60);
      expect(begun).toBe(2);
    });

    it('goes on as often as ever while it fails', async () => {
      let failures = 0;
      repeater.sweep(defineSweep({ ...sweep, name: 'failing' }), async () => {
        failures += 1;
        throw new Error('The database is away.');
      });
      await jest.advanceTimersByTimeAsync(1_000);
      expect(failures).toBeGreaterThanOrEqual(9);
    });

    it('does not look any more once the service stops, whoever wakes it', async () => {
      await shutdown.run();
      const before = at.length;
      repeater.wake(sweep);
      await jest.advanceTimersByTimeAsync(5_000);
      expect(at.length).toBe(before);
    });
  });

  it('gives each round a request id of its own', async () => {
    const ids = new Set<string | undefined>();
    repeater.onApplicationBootstrap();
    repeater.every(100, 'traced sweep', async () => void ids.add(currentContext()?.requestId));
    await jest.advanceTimersByTimeAsync(350);
    expect(ids.size).toBeGreaterThanOrEqual(3);
    expect([...ids]).not.toContain(undefined);
  });

  it('starts no round once the service stops, and the running one is waited for', async () => {
    let rounds = 0;
    repeater.onApplicationBootstrap();
    repeater.every(100, 'last sweep', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      rounds += 1;
    });
    await jest.advanceTimersByTimeAsync(100);
    let storeClosedAfter: number | undefined;
    shutdown.on('store', 'mongo', () => void (storeClosedAfter = rounds));
    const stopped = shutdown.run();
    await jest.advanceTimersByTimeAsync(5_000);
    await stopped;
    expect({ rounds, storeClosedAfter }).toEqual({ rounds: 1, storeClosedAfter: 1 });
  });
});
