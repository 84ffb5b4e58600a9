import { jest } from '@jest/globals';
import { Shutdown, type StopPhase } from './shutdown.js';

describe('Shutdown', () => {
  let shutdown: Shutdown;
  let done: string[];
  const step = (phase: StopPhase, name: string, stop: () => Promise<void> | void = () => undefined) =>
    shutdown.on(phase, name, async () => {
      await stop();
      done.push(name);
    });

  beforeEach(() => {
    shutdown = new Shutdown();
    done = [];
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs the phases in order, whatever the order of registration', async () => {
    step('store', 'mongo');
    step('intake', 'consumers');
    step('transport', 'bus');
    step('work', 'handlers', () => new Promise((resolve) => setImmediate(resolve)));
    await shutdown.run();
    expect(done).toEqual(['consumers', 'handlers', 'bus', 'mongo']);
  });

  it('runs the steps of one phase side by side', async () => {
    let free = (): void => undefined;
    const freed = new Promise<void>((resolve) => (free = resolve));
    let over = false;
    step('intake', 'waits for the other', async () => {
      await freed;
      over = true;
    });
    step('intake', 'the other', () => free());
    await shutdown.run();
    expect(over).toBe(true);
  });

  it('runs once, however often it is asked', async () => {
    step('work', 'handlers');
    await Promise.all([shutdown.run(), shutdown.run()]);
    await shutdown.run();
    expect(done).toEqual(['handlers']);
  });

  it('goes on when a step fails', async () => {
    step('intake', 'consumers', () => {
      throw new Error('The channel is gone.');
    });
    step('intake', 'timers');
    step('store', 'mongo');
    await shutdown.run();
    expect(done).toEqual(['timers', 'mongo']);
  });

  it('gives up what never ends and is over after ten seconds', async () => {
    jest.useFakeTimers();
    const never = () => new Promise<void>(() => undefined);
    for (const phase of ['intake', 'work', 'transport', 'store'] as const)
      step(phase, `stuck ${phase}`, never);
    step('store', 'mongo');
    let over = false;
    const run = shutdown.run().then(() => (over = true));
    await jest.advanceTimersByTimeAsync(9_900);
    expect({ over, done }).toEqual({ over: false, done: ['mongo'] });
    await jest.advanceTimersByTimeAsync(100);
    await run;
    expect(over).toBe(true);
  });
});
