import type { Bus } from '@seatkeeper/bus';
import {
  getRenewalMail,
  getSeatLevel,
  type Output,
  renewalComing,
  type SeatBuyerLetter,
  subscriptionEnded,
} from '@seatkeeper/contracts';
import { dayIn, numberIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';
import { letterToBuyer, seatBuyers } from './seat-buyers.js';

type RenewalLetter = SeatBuyerLetter & NonNullable<Output<typeof getRenewalMail>['renewal']>;
type EndLetter = SeatBuyerLetter & Pick<Output<typeof getSeatLevel>, 'name' | 'used'>;

/** By what is agreed when the mail is sent. */
async function askRenewal(
  bus: Bus,
  { accountId, userId, product = '' }: Sending,
): Promise<Asked<RenewalLetter>> {
  const { renewal } = await bus.request(getRenewalMail, { accountId, product });
  if (!renewal) return null;
  return letterToBuyer(bus, { accountId, userId, product }, renewal);
}

async function askEnd(bus: Bus, { accountId, userId, product = '' }: Sending): Promise<Asked<EndLetter>> {
  const { name, used } = await bus.request(getSeatLevel, { accountId, product });
  return letterToBuyer(bus, { accountId, userId, product }, { name, used });
}

function sayRenewal(letter: RenewalLetter, { address }: Places): Words {
  const { name, seats, renews, at, locale, timeZone } = letter;
  return {
    ...greeting(letter),
    product: name,
    seats: numberIn(locale, seats),
    isOne: seats === 1 ? 'one' : null,
    renews: renews ? 'renews' : null,
    on: dayIn(locale, new Date(at), timeZone),
    licences: `${address}/licences`,
  };
}

const sayEnd = (letter: EndLetter, { address }: Places): Words => ({
  ...greeting(letter),
  product: letter.name,
  held: letter.used > 0 ? numberIn(letter.locale, letter.used) : null,
  isOneHeld: letter.used === 1 ? 'one' : null,
  licences: `${address}/licences`,
});

export const renewalComingMail = defineMail({
  kind: 'renewal-coming',
  optional: true,
  over: 'There is no subscription any more that renews or ends by itself.',
  event: renewalComing,
  recipients: seatBuyers,
  refersTo: ({ product }) => ({ product }),
  ask: askRenewal,
  say: sayRenewal,
  sample: {
    ...SAMPLE,
    waiting: 0,
    product: 'core',
    name: 'Core',
    seats: 20,
    renews: true,
    at: '2030-01-31T00:00:00Z',
  },
});

/** Cannot be switched off: nobody new gets a seat from then on. */
export const subscriptionEndedMail = defineMail({
  kind: 'subscription-ended',
  optional: false,
  over: 'There is nothing to tell of the subscription any more.',
  event: subscriptionEnded,
  recipients: seatBuyers,
  refersTo: ({ product }) => ({ product }),
  ask: askEnd,
  say: sayEnd,
  sample: { ...SAMPLE, waiting: 0, name: 'Core', used: 3 },
});
