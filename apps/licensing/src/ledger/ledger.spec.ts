import type { LedgerLine } from '@seatkeeper/contracts';
import { countsAt, lineOfClaim, lineOfFreeing, lineOfPurchase, lineOfSwap, toLedgerLine } from './ledger.js';

const actor = { type: 'user' as const, id: 'usr_admin0001' };
const accountId = 'acc_12345678';
const seat = { accountId, actor, seatId: 'inv_1:7', product: 'core', userId: 'usr_00000ann' };
const told = (second: number) => ({ id: `event-${second}`, time: at(second), sequence: second });
const at = (second: number) => `2026-11-22T06:00:0${second}.000Z`;
const shown = (line: ReturnType<typeof lineOfClaim>): LedgerLine => toLedgerLine({ ...line, version: 1 });

const story = [
  shown(lineOfPurchase({ accountId, actor, purchaseId: 'inv_1', product: 'core', quantity: 10 }, told(1))),
  shown(lineOfClaim(seat, told(2))),
  shown(lineOfClaim({ ...seat, seatId: 'inv_1:8', userId: 'usr_00000bob' }, told(3))),
  shown(lineOfSwap({ ...seat, userId: 'usr_00000cat', previousUserId: 'usr_00000ann' }, told(4))),
  shown(lineOfFreeing({ ...seat, userId: 'usr_00000cat' }, told(5))),
  shown(lineOfPurchase({ accountId, actor, purchaseId: 'inv_2', product: 'core', quantity: 5 }, told(6))),
];

describe('the counts of a past moment', () => {
  it.each([
    ['before anything', 0, 0, 0],
    ['with the purchase itself', 1, 10, 0],
    ['after one claim', 2, 10, 1],
    ['after two claims', 3, 10, 2],
    ['after a swap, which uses no seat more', 4, 10, 2],
    ['after one is freed', 5, 10, 1],
    ['after the second purchase', 6, 15, 1],
    ['long after', 9, 15, 1],
  ])('%s', (_moment, second, purchased, used) => {
    expect(countsAt(story, new Date(at(second)))).toEqual({ purchased, used });
  });

  it('are the same in whatever order the lines were written', () => {
    expect(countsAt(story.toReversed(), new Date(at(5)))).toEqual({ purchased: 10, used: 1 });
  });
});

describe('a line', () => {
  it('is keyed by its account and its event', () => {
    expect(lineOfClaim(seat, told(2))).toMatchObject({ _id: `${accountId}/event-2`, sequence: 2 });
  });

  it('says with its cause who took over from whom', () => {
    expect(story[3]).toEqual({
      id: 'event-4',
      at: at(4),
      product: 'core',
      kind: 'swapped',
      purchased: 0,
      used: 0,
      cause: {
        actor,
        eventId: undefined,
        purchaseId: undefined,
        seatId: 'inv_1:7',
        userId: 'usr_00000cat',
        previousUserId: 'usr_00000ann',
      },
    });
  });
});
