import { jest } from '@jest/globals';
import { currentContext } from './context/request-context.js';
import { metrics } from './metrics.js';
import { Repeater } from './repeater.js';
import { Shutdown } from './shutdown.js';

describe('Repeater', () => {
  let shutdown: Shutdown;
  let repeater: Repeater;
  beforeEach(() => {
    jest.useFakeTimers();
    shutdown = new Shutdown();
    repeater = new Repeater(shutdown);
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
