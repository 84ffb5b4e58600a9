import type { Bus } from '@seatkeeper/bus';
import {
  affiliateAttached,
  affiliateOfferDeclined,
  affiliateOfferMade,
  type EventData,
  getOfferLetter,
  listToldOfOffers,
  type MailDue,
  type OfferLetter,
  type OfferSide,
  withoutLinks,
} from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';

type Told = Pick<MailDue, 'accountId' | 'actor'>;

/** Each of these events is told in both accounts, and read in one of them. */
async function toldIn(bus: Bus, { accountId, actor }: Told, side: OfferSide): Promise<MailDue[]> {
  const { items } = await bus.request(listToldOfOffers, { accountId, side });
  return items.map((each) => ({ accountId, actor, ...each }));
}

const askAbout =
  (about: 'made' | 'declined') =>
  async (bus: Bus, { accountId, userId, offerId = '' }: Sending): Promise<Asked<OfferLetter>> => {
    const { letter } = await bus.request(getOfferLetter, { accountId, userId, about, offerId });
    return letter && { letter };
  };

async function askAccepted(
  bus: Bus,
  { accountId, userId, affiliateId = '' }: Sending,
): Promise<Asked<OfferLetter>> {
  const { letter } = await bus.request(getOfferLetter, { accountId, userId, about: 'accepted', affiliateId });
  return letter && { letter };
}

/** Names of other accounts are whatever their people have chosen: nothing in them can be clicked. */
function say(letter: OfferLetter, { address }: Places): Words {
  const { otherName, otherSlug, expiresAt, locale, timeZone } = letter;
  return {
    ...greeting(letter),
    otherName: otherName === null ? null : withoutLinks(otherName),
    otherSlug,
    validUntil: expiresAt === null ? null : momentIn(locale, new Date(expiresAt), timeZone),
    affiliates: `${address}/organisation?part=affiliate`,
  };
}

const sample: OfferLetter = { ...SAMPLE, otherName: 'Globex', otherSlug: 'globex', expiresAt: null };
const refersToOffer = ({ offerId }: Pick<EventData<typeof affiliateOfferMade>, 'offerId'>) => ({ offerId });

/** Cannot be switched off: whoever accepts lets others act in the account. */
export const affiliateOfferedMail = defineMail({
  kind: 'affiliate-offered',
  optional: false,
  over: 'The offer is not open any more: it was accepted, declined or withdrawn, or its time is over.',
  event: affiliateOfferMade,
  recipients: async (bus, data) => (data.affiliate.id === data.accountId ? toldIn(bus, data, 'asked') : []),
  refersTo: refersToOffer,
  ask: askAbout('made'),
  say,
  sample: { ...sample, expiresAt: '2030-01-31T00:00:00Z' },
});

export const affiliateOfferAcceptedMail = defineMail({
  kind: 'affiliate-offer-accepted',
  optional: false,
  over: 'The account is no affiliate any more.',
  event: affiliateAttached,
  recipients: async (bus, data) =>
    data.cause === 'accepted' && data.parentAccount.id === data.accountId
      ? toldIn(bus, data, 'offering')
      : [],
  refersTo: ({ affiliate }) => ({ affiliateId: affiliate.id }),
  ask: askAccepted,
  say,
  sample,
});

export const affiliateOfferDeclinedMail = defineMail({
  kind: 'affiliate-offer-declined',
  optional: false,
  over: 'The account was asked again, or it is too long ago.',
  event: affiliateOfferDeclined,
  recipients: async (bus, data) =>
    data.parentAccount.id === data.accountId ? toldIn(bus, data, 'offering') : [],
  refersTo: refersToOffer,
  ask: askAbout('declined'),
  say,
  sample: { ...sample, otherName: null },
});
