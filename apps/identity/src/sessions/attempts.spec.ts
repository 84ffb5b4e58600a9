import { PER_ADDRESS, PER_USERNAME, refuseAttempt } from './attempts.js';
import type { StoredAttempts } from './attempts.schema.js';

const now = new Date('2026-11-22T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const failed = (failures: number, changes: Partial<StoredAttempts> = {}): StoredAttempts => ({
  _id: 'a',
  accountId: 'acc_1',
  version: 1,
  failures,
  until: later(90),
  purgeAt: later(90),
  ...changes,
});

describe('an attempt to sign in', () => {
  it.each([
    ['is the first', null, null, null],
    ['comes one below the limit of its address', failed(PER_ADDRESS - 1), failed(PER_ADDRESS - 1), null],
    ['comes at the limit of its address', failed(PER_ADDRESS), failed(PER_ADDRESS), 90],
    ['comes when that time is over', failed(PER_ADDRESS, { until: now }), failed(PER_ADDRESS), null],
    ['comes from a new address while strangers are at the limit', null, failed(PER_USERNAME), 90],
    [
      'comes from a known address while strangers are at the limit',
      failed(0, { knownUntil: later(1) }),
      failed(PER_USERNAME),
      null,
    ],
    [
      'comes from an address known long ago while strangers are at the limit',
      failed(0, { knownUntil: now }),
      failed(PER_USERNAME),
      90,
    ],
    [
      'comes from a known address that guesses itself',
      failed(PER_ADDRESS, { knownUntil: later(1), until: later(12.5) }),
      failed(PER_ADDRESS),
      13,
    ],
  ])('that %s', (_case, fromAddress, fromEverywhere, retryAfter) => {
    const fault = refuseAttempt(fromAddress, fromEverywhere, now);
    expect(fault?.code ?? null).toBe(retryAfter === null ? null : 'too-many-requests');
    expect(fault?.members?.['retryAfter'] ?? null).toBe(retryAfter);
  });
});
