import type { Bus } from '@seatkeeper/bus';
import {
  digestDue,
  type DigestLetter,
  type EventData,
  getDigestLetter,
  listDigestReaders,
} from '@seatkeeper/contracts';
import { dayIn, numberIn } from '@seatkeeper/text';
import {
  type Asked,
  defineMail,
  greeting,
  type Places,
  type Rows,
  SAMPLE,
  type Sending,
  type Words,
} from './mail.js';
import { productNames } from './product-names.js';

/** With the products as they are called. */
type Digest = DigestLetter & { readonly names: Readonly<Record<string, string>> };

async function readers(bus: Bus, { accountId, actor, digestId }: EventData<typeof digestDue>) {
  const { items } = await bus.request(listDigestReaders, { accountId, digestId });
  return items.map((reader) => ({ accountId, actor, ...reader }));
}

async function ask(bus: Bus, { accountId, userId, digestId = '' }: Sending): Promise<Asked<Digest>> {
  const { letter } = await bus.request(getDigestLetter, { accountId, userId, digestId });
  if (!letter) return null;
  const products = (letter.licences ?? []).map(({ product }) => product);
  return { letter: { ...letter, names: await productNames(bus, accountId, products) } };
}

/** A count as it is read; null is not told at all. */
const counted = (locale: string, count: number | undefined): string | null =>
  count ? numberIn(locale, count) : null;

function say(letter: Digest, { address }: Places): Words {
  const { people, licences, from, locale, timeZone } = letter;
  const count = (name: keyof NonNullable<typeof people>) => counted(locale, people?.[name]);
  return {
    ...greeting(letter),
    since: dayIn(locale, new Date(from), timeZone),
    isOfPeople: Object.values(people ?? {}).some((one) => one > 0) ? 'is' : null,
    isOfLicences: licences && licences.length > 0 ? 'is' : null,
    isOfChanges: licences?.some(({ changes }) => changes.length > 0) ? 'is' : null,
    joined: count('joined'),
    left: count('left'),
    banned: count('banned'),
    endingSoon: count('endingInvitations'),
    returned: count('returnedInvitations'),
    leavings: count('leavings'),
    joinedPage: `${address}/people?status=active&sort=-createdAt`,
    leftPage: `${address}/people?status=deactivated`,
    bannedPage: `${address}/people?status=banned`,
    endingSoonPage: `${address}/invitations?state=open&sort=expiresAt`,
    returnedPage: `${address}/invitations?state=open&mail=bounced,suppressed,failed`,
    leavingsPage: `${address}/leaving`,
    licences: `${address}/licences`,
    console: `${address}/`,
  };
}

function rows({ licences, names, locale, timeZone }: Digest): Rows {
  const all = licences ?? [];
  const nameOf = (product: string): string => names[product] ?? product;
  const number = (count: number): string => numberIn(locale, count);
  return {
    seats: all.map(({ product, used, purchased, waiting }) => ({
      product: nameOf(product),
      used: number(used),
      purchased: number(purchased),
      waiting: counted(locale, waiting),
    })),
    changes: all
      .flatMap(({ product, changes }) => changes.map((change) => ({ product, ...change })))
      .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
      .map(({ product, kind, at, seats }) => ({
        product: nameOf(product),
        on: dayIn(locale, new Date(at), timeZone),
        seats: number(seats),
        isOne: seats === 1 ? 'one' : null,
        isReduction: kind === 'reduction' ? 'is' : null,
        isRenewal: kind === 'renewal' ? 'is' : null,
      })),
  };
}

export const digestMail = defineMail({
  kind: 'digest',
  optional: true,
  over: 'A newer digest has come, or there is nothing in it that they may see.',
  event: digestDue,
  recipients: readers,
  refersTo: ({ digestId }) => ({ digestId }),
  ask,
  say,
  rows,
  sample: {
    ...SAMPLE,
    from: '2030-01-07T08:00:00Z',
    to: '2030-01-14T08:00:00Z',
    people: { joined: 3, left: 1, banned: 1, endingInvitations: 2, returnedInvitations: 1, leavings: 2 },
    licences: [
      {
        product: 'core',
        purchased: 20,
        used: 18,
        waiting: 2,
        changes: [
          { kind: 'reduction', at: '2030-01-20T00:00:00Z', seats: 5 },
          { kind: 'renewal', at: '2030-01-31T00:00:00Z', seats: 0 },
        ],
      },
      {
        product: 'analytics',
        purchased: 5,
        used: 5,
        waiting: 0,
        changes: [{ kind: 'end', at: '2030-02-10T00:00:00Z', seats: 0 }],
      },
    ],
    names: { core: 'Core', analytics: 'Analytics' },
  },
});
