import { mailSenderFailing, mailSenderRecovered } from '@seatkeeper/contracts';
import type { StoredMailSender } from './mail-senders.schema.js';
import { judged, trialTaken, wayOf } from './sender-health.js';

const now = new Date('2026-11-30T06:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const working: StoredMailSender = {
  _id: 'acc_12345678',
  accountId: 'acc_12345678',
  version: 3,
  revision: 1,
  server: {
    host: 'smtp.acme.example',
    port: 587,
    security: 'starttls',
    from: { name: 'Acme', address: 'seats@acme.example' },
    whenFailing: 'fall-back',
    changedAt: now,
  },
  isVerified: true,
};
const holding: StoredMailSender = { ...working, server: { ...working.server!, whenFailing: 'hold' } };
const failing = { since: now, answer: 'No', trials: 0, trialAt: at(60), isTold: true };
const failed = (times: number) => ({ answered: false, failed: times, answer: 'connect ECONNREFUSED' });
const wasTaken = { answered: true, failed: 0, answer: '' };

describe('where mails go', () => {
  const { isVerified: _verified, ...untested } = working;
  const { server: _server, ...removed } = working;
  it.each([
    ['an account without a server', null, 0, 'product'],
    ['one that was removed', removed, 0, 'product'],
    ['one that was never tested', untested, 0, 'product'],
    ['one that works', working, 0, 'own'],
    ['one that fails, and is fallen back from', { ...working, failing }, 59, 'product'],
    ['one that fails, and is waited for', { ...holding, failing }, 59, 'nowhere'],
    ['one that fails, when it is to be tried', { ...working, failing }, 60, 'try'],
    ['one that is waited for, when it is to be tried', { ...holding, failing }, 60, 'try'],
  ] as const)('%s', (_case, sender, seconds, way) => {
    expect(wayOf(sender, at(seconds))).toBe(way);
  });
});

describe('a server that takes no mails', () => {
  const seen = (count: number, since: Date) => ({ ...working, failures: { count, since } });

  it.each([
    ['the first failure', working, failed(1), 0, false],
    ['many failures in one moment', working, failed(30), 0, false],
    ['four in half a minute', seen(3, now), failed(1), 40, false],
    ['five in half a minute', seen(4, now), failed(1), 30, true],
    ['five in a shorter time', seen(4, now), failed(1), 29, false],
  ] as const)('%s', (_case, sender, tries, seconds, fails) => {
    const change = judged(sender, 1, tries, at(seconds));
    expect(change?.update.set).toHaveProperty(fails ? 'failing' : 'failures');
    expect(change?.events.map(({ name }) => name)).toEqual(fails ? [mailSenderFailing.name] : []);
  });

  it('counts from the last mail that was judged, whatever became of it', () => {
    expect(judged(seen(4, now), 1, { ...failed(2), answered: true }, at(60))?.update).toEqual({
      unset: ['failures', 'failing'],
    });
  });

  it('is written down nothing of while all is well', () => {
    expect(judged(working, 1, wasTaken, now)).toBeNull();
    expect(judged(working, 1, failed(0), now)).toBeNull();
  });

  it('is not judged by attempts at the one before it', () => {
    expect(judged(seen(9, now), 2, failed(1), at(60))).toBeNull();
  });

  it('is told of once, and again when it was well and an hour has passed', () => {
    const told = { ...seen(9, at(60)), toldAt: now };
    expect(judged(told, 1, failed(1), at(3_599))?.events).toEqual([]);
    expect(judged(told, 1, failed(1), at(3_600))?.events).toHaveLength(1);
    expect(judged({ ...working, failing }, 1, failed(5), at(99))?.events).toEqual([]);
  });

  it('that takes one again is told of as well, if its failure was', () => {
    const names = (isTold: boolean) =>
      judged({ ...working, failing: { ...failing, isTold } }, 1, wasTaken, at(60))?.events.map(
        ({ name }) => name,
      );
    expect(names(true)).toEqual([mailSenderRecovered.name]);
    expect(names(false)).toEqual([]);
  });
});

describe('a trial', () => {
  it('is one mail: whoever comes second finds it taken', () => {
    const change = trialTaken({ ...working, failing }, at(60));
    const after = { ...working, failing: { ...failing, ...change?.update.set?.failing } };
    expect(trialTaken(after, at(60))).toBeNull();
    expect(wayOf(after, at(60))).toBe('product');
  });

  it.each([
    [0, 120],
    [1, 240],
    [2, 480],
    [3, 900],
    [50, 900],
  ])('after %p others lets the next one wait for %p seconds', (trials, seconds) => {
    const change = trialTaken({ ...working, failing: { ...failing, trials } }, at(60));
    expect(change?.update.set?.failing?.trialAt).toEqual(at(60 + seconds));
  });

  it('is none before its time, and none of a server that works', () => {
    expect(trialTaken({ ...working, failing }, at(59))).toBeNull();
    expect(trialTaken(working, now)).toBeNull();
  });
});
