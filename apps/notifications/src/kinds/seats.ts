import type { Bus } from '@seatkeeper/bus';
import {
  type EventData,
  getSeatBuyerLetter,
  getSeatLevel,
  listSeatBuyers,
  type MailDue,
  type Output,
  type SeatBuyerLetter,
  type SeatLevel,
  type SeatWarning,
  seatsExhausted,
  seatsLow,
} from '@seatkeeper/contracts';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';

type SeatsLetter = SeatBuyerLetter & Output<typeof getSeatLevel>;

/** Everybody who may order seats is told. */
async function recipients(bus: Bus, { accountId, actor }: SeatWarning): Promise<MailDue[]> {
  const { items } = await bus.request(listSeatBuyers, { accountId });
  return items.map((buyer) => ({ accountId, actor, ...buyer }));
}

/** By the seats there are when the mail is sent: nobody is told of a want that has been met meanwhile. */
const askAt =
  (level: SeatLevel) =>
  async (bus: Bus, { accountId, userId, product = '' }: Sending): Promise<Asked<SeatsLetter>> => {
    const seats = await bus.request(getSeatLevel, { accountId, product });
    if (seats.level !== level) return null;
    const { letter } = await bus.request(getSeatBuyerLetter, { accountId, userId, product });
    return letter && { letter: { ...letter, ...seats } };
  };

function say(letter: SeatsLetter, { address }: Places): Words {
  const { name, free, purchased, used, waiting, locale } = letter;
  const count = (n: number) => new Intl.NumberFormat(locale).format(n);
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

const refersTo = ({ product }: EventData<typeof seatsLow>) => ({ product });
const over = 'There are other numbers of seats by now.';
const sample: SeatsLetter = {
  ...SAMPLE,
  name: 'Core',
  purchased: 20,
  used: 18,
  free: 2,
  waiting: 3,
  level: 'low',
};

export const seatsLowMail = defineMail({
  kind: 'seats-low',
  optional: true,
  over,
  event: seatsLow,
  recipients,
  refersTo,
  ask: askAt('low'),
  say,
  sample,
});

export const seatsExhaustedMail = defineMail({
  kind: 'seats-exhausted',
  optional: true,
  over,
  event: seatsExhausted,
  recipients,
  refersTo,
  ask: askAt('exhausted'),
  say,
  sample: { ...sample, used: 20, free: 0, level: 'exhausted' },
});
