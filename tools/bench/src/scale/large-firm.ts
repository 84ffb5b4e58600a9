import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type mongoose from 'mongoose';
import { Firm } from '../stack/firm.js';
import type { MeasuredStack } from '../stack/measured-stack.js';

const AT_ONCE = 5_000;
const SEATS_A_PURCHASE = 25_000;
const DAY_MS = 86_400_000;

const FIRST_NAMES = [
  'Ada',
  'Élodie',
  'Liam',
  'Noé',
  'Zoë',
  'Björn',
  'Mei',
  'Olu',
  'Ines',
  'Tomasz',
  'Ümit',
  'Siân',
];
const SYLLABLES = [
  'ar',
  'bel',
  'cor',
  'dun',
  'el',
  'fi',
  'gar',
  'hol',
  'is',
  'jen',
  'kor',
  'lan',
  'mor',
  'nes',
  'ol',
];
const TITLES = ['Partner', 'Associate', 'Paralegal', 'Clerk', 'Consultant', null];
const OFFICES = ['Montréal', 'Lyon', 'Leeds', 'Graz', 'Porto', 'Gent', 'Turin', 'Bergen'];
const DEPARTMENTS = [
  'Litigation',
  'Tax',
  'Property',
  'Family',
  'Patents',
  'Shipping',
  'Energy',
  'Accounts',
  'People',
];

/** What the firm has defined besides: a text that some share, and a number of each. */
const CUSTOM_FIELDS = [
  ['town', 'text'],
  ['badge', 'number'],
] as const;

interface Unit {
  readonly id: string;
  readonly name: string;
}

/** A firm of many people, of every status, filed and grouped, with a seat for each who holds one. */
export interface LargeFirm {
  readonly firm: Firm;
  readonly people: number;
  readonly offices: readonly Unit[];
  readonly departments: readonly Unit[];
  readonly groups: readonly Unit[];
  /** Somebody to whom a thousandth of the firm reports. */
  readonly managerId: string;
}

/** The parts of identity that make the document of a user: whatever it keeps for its lists is in it. */
interface MakesUsers {
  newUser(given: object, where: object): Record<string, unknown>;
  sortKeysOf(user: object): object;
}

/**
 * Opens the firm by calls, and puts its people into the databases past all services: inviting 100,000 takes an hour, and is
 * measured elsewhere.
 */
export async function openLargeFirm(
  stack: MeasuredStack,
  repository: string,
  people: number,
): Promise<LargeFirm> {
  const firm = await Firm.signUp(stack);
  // Signed in before many calls at once: each would sign in by itself.
  await firm.token();
  const create = (path: string, names: readonly string[], more: object = {}) =>
    Promise.all(names.map((name) => firm.call<Unit>('POST', path, { json: { name, ...more } })));
  const [offices, departments, groups] = await Promise.all([
    create('/v1/offices', OFFICES),
    create('/v1/departments', DEPARTMENTS),
    create('/v1/groups', ['Buyers', 'Readers', 'Inviters'], { permissions: ['users.read'] }),
  ]);
  // Before people have values of them.
  for (const [key, type] of CUSTOM_FIELDS)
    await firm.call('POST', '/v1/custom-fields', { json: { key, label: key, type } });
  const users = makePeople(await identityOf(repository), firm, { offices, departments, groups }, people);
  await seatPeople(stack, firm, users.filter(holdsSeat));
  await insertAll(databaseOf(stack, 'identity').collection('users'), users);
  return { firm, people, offices, departments, groups, managerId: String(users[0]?._id) };
}

export const databaseOf = ({ mongo, info }: MeasuredStack, service: string): mongoose.mongo.Db =>
  mongo.db(`${info.databasePrefix}-${service}`);

async function identityOf(repository: string): Promise<MakesUsers> {
  const load = (file: string) =>
    import(pathToFileURL(join(repository, 'apps/identity/dist/users', file)).href) as Promise<MakesUsers>;
  const [{ newUser }, { sortKeysOf }] = await Promise.all([load('new-users.js'), load('search-terms.js')]);
  return { newUser, sortKeysOf };
}

type Document = Record<string, unknown> & { _id: string };
type Units = Pick<LargeFirm, 'offices' | 'departments' | 'groups'>;

function makePeople(identity: MakesUsers, firm: Firm, units: Units, people: number): Document[] {
  const now = Date.now();
  const idOf = (n: number) => `usr_scale${String(n).padStart(12, '0')}`;
  return Array.from({ length: people }, (_, n): Document => {
    const joined = new Date(now - (n % 1_500) * DAY_MS);
    const status = statusOf(n);
    const given = {
      username: `person-${n}@${firm.slug}.example`,
      firstName: FIRST_NAMES[n % FIRST_NAMES.length],
      lastName: lastNameOf(n),
      title: TITLES[n % TITLES.length],
      offices: [nth(units.offices, n)],
      department: n % 10 === 0 ? null : nth(units.departments, n),
      groups: n % 4 === 0 ? [nth(units.groups, n).id] : [],
      // A tenth have none, and stand behind all others.
      customFields: n % 10 === 9 ? {} : { town: OFFICES[n % OFFICES.length], badge: (n * 7_919) % people },
      reportsTo: n > 0 ? idOf(n % Math.ceil(people / 1_000)) : null,
    };
    const by = { type: 'user', id: firm.adminId };
    const where = { userId: idOf(n), accountId: firm.accountId, locale: 'en', by, now: joined, status };
    const lastActiveAt = status === 'active' && n % 7 !== 0 ? new Date(now - (n % 400) * DAY_MS) : undefined;
    const user = { ...identity.newUser(given, where), version: 1, ...(lastActiveAt && { lastActiveAt }) };
    return {
      ...user,
      _id: idOf(n),
      sortKeys: identity.sortKeysOf(user),
      ...(status === 'invited' && { invitation: invitationOf(n, now) }),
      ...(status === 'banned' && { ban: { reason: 'On leave', since: joined, until: null } }),
    };
  });
}

/** Of a hundred: 92 work, 5 are invited, 2 have left, one is banned. */
function statusOf(n: number): string {
  const place = n % 100;
  return place < 92 ? 'active' : place < 97 ? 'invited' : place < 99 ? 'deactivated' : 'banned';
}

const holdsSeat = ({ status }: Document): boolean => status !== 'deactivated';

const nth = (units: readonly Unit[], n: number): Unit => {
  const { id, name } = units[n % units.length]!;
  return { id, name };
};

/** Some thousands of names, each borne by some dozens. */
function lastNameOf(n: number): string {
  const part = (divisor: number) => SYLLABLES[Math.floor(n / divisor) % SYLLABLES.length]!;
  const name = `${part(1)}${part(15)}${part(225)}`;
  return name[0]!.toUpperCase() + name.slice(1);
}

function invitationOf(n: number, now: number): object {
  const createdAt = new Date(now - DAY_MS);
  const expiresAt = new Date(now + ((n % 6) + 1) * DAY_MS);
  return {
    id: `inv_scale${String(n).padStart(12, '0')}`,
    tokenHash: `scale-${n}`,
    state: 'open',
    sentTo: `person-${n}@scale.example`,
    by: { type: 'system', id: 'scale' },
    createdAt,
    expiresAt,
    mail: { state: 'sent', at: createdAt },
  };
}

/** Buys a seat for each of them and a tenth more, as billing systems do, and gives everybody one. */
async function seatPeople(stack: MeasuredStack, firm: Firm, holders: readonly Document[]): Promise<void> {
  const wanted = Math.ceil(holders.length * 1.1);
  // No purchase is of more than 100,000.
  for (let bought = 0; bought < wanted; bought += SEATS_A_PURCHASE)
    await firm.buy(Math.min(SEATS_A_PURCHASE, wanted - bought));
  const seats = databaseOf(stack, 'licensing').collection('seats');
  const free = { accountId: firm.accountId, product: 'core', state: 'free' };
  const ids = await seats
    .find(free, { projection: { _id: 1 } })
    .limit(holders.length)
    .toArray();
  const since = new Date();
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await seats.bulkWrite(
      ids.slice(at, at + AT_ONCE).map(({ _id }, n) => ({
        updateOne: {
          filter: { _id },
          update: { $set: { state: 'held', holder: holders[at + n]!._id, since }, $inc: { version: 1 } },
        },
      })),
      { ordered: false },
    );
}

async function insertAll(
  collection: mongoose.mongo.Collection,
  documents: readonly Document[],
): Promise<void> {
  for (let at = 0; at < documents.length; at += AT_ONCE)
    await collection.insertMany(documents.slice(at, at + AT_ONCE) as never[], { ordered: false });
}
