import { Places } from './places.js';

const now = new Date('2026-11-22T06:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);

describe('the place of a mail in the queue', () => {
  it('is the first for an account that had no mail of late, however many another has', () => {
    const places = new Places();
    const large = Array.from({ length: 300 }, () => places.next('acc_large', now));
    expect(large).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    expect(places.next('acc_small', now)).toBe(1);
  });

  it('comes forward again as time passes', () => {
    const places = new Places();
    for (let n = 0; n < 100; n += 1) places.next('acc_large', now);
    expect(places.next('acc_large', after(10_000))).toBe(51);
    expect(places.next('acc_large', after(120_000))).toBe(1);
  });

  it('is remembered of ten thousand accounts, and then of those that had one last', () => {
    const places = new Places();
    for (let n = 0; n <= 10_000; n += 1) places.next(`acc_${n}`, now);
    expect(places.next('acc_1', now)).toBe(2);
    expect(places.next('acc_0', now)).toBe(1);
  });
});
