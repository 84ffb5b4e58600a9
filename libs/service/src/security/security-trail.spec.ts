import { Clock } from '../clock.js';
import { Health } from '../health/health.js';
import { metrics } from '../metrics.js';
import { Repeater } from '../repeater.js';
import { Shutdown } from '../shutdown.js';
import { SecurityTrail } from './security-trail.js';
import type { Tally } from './tallies.js';

const failure = { accountId: 'acc_1', userId: 'usr_1' };

function trail(keep: (tally: Tally) => Promise<void>) {
  const shutdown = new Shutdown();
  const repeater = new Repeater(shutdown, new Health());
  const made = new SecurityTrail({ name: 'trail of a test', clock: new Clock(), repeater, shutdown, keep });
  return { trail: made, shutdown };
}

describe('the trail of an attack', () => {
  it('of many tries is one thing to write down; one without an account is in log and numbers alone', async () => {
    const kept: Tally[] = [];
    const { trail: made } = trail((tally) => Promise.resolve(void kept.push(tally)));
    for (let n = 0; n < 50; n += 1) made.note('invitation-misuse', failure);
    made.note('invitation-misuse', { address: '192.0.2.1' });
    await made.flush();
    expect(kept.map(({ count }) => count)).toEqual([50]);
    expect(await metrics.render()).toContain(
      'seatkeeper_security_events_total{event="invitation-misuse"} 51',
    );
  });

  it('outlasts an outage of who keeps it: the same tallies come again, and nothing twice', async () => {
    const kept: Tally[] = [];
    const tried: string[] = [];
    let away = true;
    const { trail: made } = trail((tally) => {
      tried.push(tally.id);
      if (away && tally.event === 'forbidden') return Promise.reject(new Error('away'));
      return Promise.resolve(void kept.push(tally));
    });
    made.note('forbidden', failure);
    made.note('sign-in-failed', failure);
    await expect(made.flush()).rejects.toThrow('away');
    away = false;
    made.note('forbidden', failure);
    await made.flush();
    expect(kept.map(({ event }) => event)).toEqual(['sign-in-failed', 'forbidden', 'forbidden']);
    expect(tried[2]).toBe(tried[0]);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(3);
  });

  it('is written down when the process stops', async () => {
    const kept: Tally[] = [];
    const { trail: made, shutdown } = trail((tally) => Promise.resolve(void kept.push(tally)));
    made.note('forbidden', failure);
    await shutdown.run();
    expect(kept).toHaveLength(1);
  });
});
