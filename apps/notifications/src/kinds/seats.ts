import type { Bus } from '@seatkeeper/bus';
import {
  type EventData,
  getSeatLevel,
  type Output,
  type SeatBuyerLetter,
  type SeatLevel,
  seatsExhausted,
  seatsLow,
  seatsOverAllocated,
} from '@seatkeeper/contracts';
import { dayIn, numberIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';
import { letterToBuyer, seatBuyers } from './seat-buyers.js';

type SeatsLetter = SeatBuyerLetter & Output<typeof getSeatLevel>;

/** By the seats there are when the mail is sent: nobody is told of a want that has been met meanwhile. */
const askAt =
  (level: SeatLevel) =>
  async (bus: Bus, { accountId, userId, product = '' }: Sending): Promise<Asked<SeatsLetter>> => {
    const seats = await bus.request(getSeatLevel, { accountId, product });
    // More seats held than purchased is a want of its own, with a mail of its own.
    if (seats.level !== level || seats.overAllocated > 0) return null;
    return letterToBuyer(bus, { accountId, userId, product }, seats);
  };

async function askOverAllocated(
  bus: Bus,
  { accountId, userId, product = '' }: Sending,
): Promise<Asked<SeatsLetter>> {
  const seats = await bus.request(getSeatLevel, { accountId, product });
  return seats.overAllocated > 0 ? letterToBuyer(bus, { accountId, userId, product }, seats) : null;
}

function say(letter: SeatsLetter, { address }: Places): Words {
  const { name, free, purchased, used, waiting, locale } = letter;
  const count = (n: number) => numberIn(locale, n);
  return {
    ...greeting(letter),
    product: name,
    free: count(free),
    isOneFree: free === 1 ? 'one' : null,
    purchased: count(purchased),
    used: count(used),
    waiting: waiting > 0 ? count(waiting) : null,
    isOneWaiting: waiting === 1 ? 'one' : null,
    licences: `${address}/licences`,
  };
}

function sayOverAllocated(letter: SeatsLetter, places: Places): Words {
  const { overAllocated, graceEndsAt, isGraceOver, afterGrace, isSuspending, locale, timeZone } = letter;
  return {
    ...say(letter, places),
    over: numberIn(locale, overAllocated),
    isOneOver: overAllocated === 1 ? 'one' : null,
    until: graceEndsAt === undefined ? null : dayIn(locale, new Date(graceEndsAt), timeZone),
    isGraceOver: isGraceOver ? 'over' : null,
    willSuspend: afterGrace === 'suspend-newest' && !isSuspending ? 'will' : null,
    isSuspending: isSuspending ? 'is' : null,
    tellsWhoIsOut: afterGrace === 'suspend-newest' ? 'tells' : null,
  };
}

const refersTo = ({ product }: Pick<EventData<typeof seatsLow>, 'product'>) => ({ product });
const over = 'There are other numbers of seats by now.';
const sample: SeatsLetter = {
  ...SAMPLE,
  name: 'Core',
  purchased: 20,
  used: 18,
  free: 2,
  waiting: 3,
  level: 'low',
  overAllocated: 0,
  isGraceOver: false,
};

export const seatsLowMail = defineMail({
  kind: 'seats-low',
  optional: true,
  isWordable: true,
  over,
  event: seatsLow,
  recipients: seatBuyers,
  refersTo,
  ask: askAt('low'),
  say,
  sample,
});

export const seatsExhaustedMail = defineMail({
  kind: 'seats-exhausted',
  optional: true,
  isWordable: true,
  over,
  event: seatsExhausted,
  recipients: seatBuyers,
  refersTo,
  ask: askAt('exhausted'),
  say,
  sample: { ...sample, used: 20, free: 0, level: 'exhausted' },
});

/** Cannot be switched off: people may lose what they work with. */
export const overAllocatedMail = defineMail({
  kind: 'over-allocated',
  optional: false,
  over: 'No more seats are held than purchased any more.',
  event: seatsOverAllocated,
  recipients: seatBuyers,
  refersTo,
  ask: askOverAllocated,
  say: sayOverAllocated,
  sample: {
    ...sample,
    purchased: 20,
    used: 23,
    free: 0,
    level: 'exhausted',
    overAllocated: 3,
    graceEndsAt: '2030-01-31T00:00:00Z',
  },
});
