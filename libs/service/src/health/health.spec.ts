import { jest } from '@jest/globals';
import { Health } from './health.js';

describe('Health', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('names each dependency and is well when all of them are', async () => {
    const health = new Health();
    health.add('mongodb', async () => undefined);
    health.add('bus', () => undefined);
    expect(await health.check()).toEqual({
      ok: true,
      dependencies: { mongodb: { ok: true }, bus: { ok: true } },
    });
  });

  it('says what is wrong, without the password in it', async () => {
    const health = new Health();
    health.add('mongodb', async () => undefined);
    health.add('bus', () => {
      throw new Error('connect amqp://guest:hunter2@10.0.0.1');
    });
    expect(await health.check()).toEqual({
      ok: false,
      dependencies: {
        mongodb: { ok: true },
        bus: { ok: false, detail: 'connect amqp://[redacted]@10.0.0.1' },
      },
    });
  });

  it('does not wait longer than two seconds, and asks once for many who ask', async () => {
    jest.useFakeTimers();
    const health = new Health();
    let asked = 0;
    health.add('redis', () => new Promise<void>(() => (asked += 1)));
    const reports = Promise.all([health.check(), health.check(), health.check()]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect((await reports).map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(asked).toBe(1);
  });

  it('is not ready once the process is stopping', async () => {
    const health = new Health();
    health.add('mongodb', () => undefined);
    health.retire();
    expect(await health.check()).toMatchObject({
      ok: false,
      dependencies: { process: { detail: 'Stopping' } },
    });
  });

  it('refuses a second check of the same dependency', () => {
    const health = new Health();
    health.add('mongodb', () => undefined);
    expect(() => health.add('mongodb', () => undefined)).toThrow('mongodb is checked in two places');
  });
});
