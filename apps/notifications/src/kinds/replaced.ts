import type { Bus } from '@seatkeeper/bus';
import {
  getReplacementLetter,
  placeTaken,
  type ReplacementLetter,
  withoutLinks,
} from '@seatkeeper/contracts';
import { numberIn } from '@seatkeeper/text';
import { type Asked, defineMail, greeting, type Places, SAMPLE, type Sending, type Words } from './mail.js';
import { productNames } from './product-names.js';

/** Of more groups their number is told alone. */
const MOST_NAMES = 5;

/** With the products as they are called. */
type Told = ReplacementLetter & { readonly names: Readonly<Record<string, string>> };

async function ask(bus: Bus, { accountId, userId, replacementId = '' }: Sending): Promise<Asked<Told>> {
  const { letter } = await bus.request(getReplacementLetter, { accountId, userId, replacementId });
  if (!letter) return null;
  return { letter: { ...letter, names: await productNames(bus, accountId, letter.products) } };
}

function say(letter: Told, { address }: Places): Words {
  const { locale, replaced, products, names, directReports, groupsManaged, hasRecords } = letter;
  const number = (count: number) => (count ? numberIn(locale, count) : null);
  const list = (all: readonly string[]) => (all.length > 0 ? new Intl.ListFormat(locale).format(all) : null);
  const groups =
    groupsManaged.length > MOST_NAMES ? number(groupsManaged.length) : list(groupsManaged.map(withoutLinks));
  const seats = list(products.map((product) => names[product] ?? product));
  return {
    ...greeting(letter),
    replaced: replaced && withoutLinks(replaced),
    reports: number(directReports),
    groups,
    seats,
    isOfThings: directReports > 0 || groups !== null || seats !== null ? 'is' : null,
    isOfRecords: hasRecords ? 'is' : null,
    profile: `${address}/profile`,
  };
}

/** To who takes over. Who was replaced is told as everybody who leaves is, and not who has the place. */
export const replacedMail = defineMail({
  kind: 'replaced',
  optional: true,
  over: 'The person cannot sign in any more.',
  event: placeTaken,
  refersTo: ({ replacementId }) => ({ replacementId }),
  ask,
  say,
  sample: {
    ...SAMPLE,
    replaced: 'Liam Osei',
    products: ['core', 'analytics'],
    names: { core: 'Core', analytics: 'Analytics' },
    directReports: 4,
    groupsManaged: ['Sales', 'Support'],
    hasRecords: true,
  },
});
