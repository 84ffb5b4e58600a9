import { refuseContradiction, refuseOtherDoor, refuseUnknownAccount } from './accounts.js';

const now = new Date('2026-11-22T06:00:00Z');
const slug = { account: 'acme' };

describe('an event that names an unknown account', () => {
  it.each([
    ['published this moment', '2026-11-22T06:00:00Z', 'service-unavailable'],
    ['half a minute old', '2026-11-22T05:59:30Z', 'service-unavailable'],
    ['from a clock half a minute ahead', '2026-11-22T06:00:30Z', 'service-unavailable'],
    ['a minute old', '2026-11-22T05:59:00Z', 'unknown-account'],
    ['months old', '2026-03-01T00:00:00Z', 'unknown-account'],
    ['from a clock hours ahead', '2026-11-22T12:00:00Z', 'unknown-account'],
    ['without a readable time', 'yesterday', 'unknown-account'],
  ])('%s: %s → %s', (_case, time, code) => {
    expect(refuseUnknownAccount(slug, time, now).code).toBe(code);
  });

  it('is refused by the name it was given', () => {
    expect(refuseUnknownAccount(slug, 'x', now).detail).toBe('No account is known by the slug acme.');
    expect(refuseUnknownAccount({ accountId: 'acc_12345678' }, 'x', now).detail).toContain(
      'the id acc_12345678',
    );
  });
});

it.each([
  ['the id alone', { accountId: 'acc_12345678' }, null],
  ['id and slug of one account', { accountId: 'acc_12345678', account: 'acme' }, null],
  [
    'the id of one and the slug of another',
    { accountId: 'acc_12345678', account: 'rival' },
    'unknown-account',
  ],
])('an event with %s is answered with %s', (_case, name, code) => {
  expect(refuseContradiction(name, { slug: 'acme' })?.code ?? null).toBe(code);
});

describe('the door through which an account buys', () => {
  it.each([
    [undefined, 'seatkeeper', null],
    [undefined, 'outside', null],
    ['seatkeeper', 'seatkeeper', null],
    ['outside', 'outside', null],
    ['seatkeeper', 'outside', 'billed-elsewhere'],
    ['outside', 'seatkeeper', 'billed-elsewhere'],
  ] as const)('of one billed by %s, %s: %s', (billedBy, door, code) => {
    expect(refuseOtherDoor(billedBy ? { billedBy } : {}, door)?.code ?? null).toBe(code);
  });
});
