import type { Migration } from '@seatkeeper/mongo';
import { logger } from '@seatkeeper/service';
import { looksOf } from './lookalikes.js';
import type { StoredUser } from './users.schema.js';

const BATCH = 1_000;
const log = logger('migrations');

type Users = ReturnType<typeof usersIn>;
type Named = Pick<StoredUser, '_id' | 'accountId' | 'names'>;

const usersIn = (db: Parameters<Migration['run']>[0]) => db.collection<StoredUser>('users');

/**
 * Names are kept with what they look like by the tables of UTS 39. Two people who look alike already keep their names: the looks are
 * of whom they are the name, else of whose id comes first, and an operator is told of both.
 */
export const rememberLooks: Migration = {
  id: '2026-11-30-remember-looks',
  async run(db, alive) {
    const users = usersIn(db);
    const read = (after: string) =>
      users
        .find({ _id: { $gt: after } })
        .project<Named>({ accountId: 1, names: 1 })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
    for (let batch = await read(''); batch.length > 0; batch = await read(batch.at(-1)!._id)) {
      await addLooks(users, batch);
      alive();
    }
  },
};

/** What somebody of an account looks like, beyond what the names say. */
interface Looks {
  _id: string;
  accountId: string;
  looks: string;
}

/** Who has them, by account and looks. */
type Holders = Map<string, string>;

async function addLooks(users: Users, batch: readonly Named[]): Promise<void> {
  const missing = batch.flatMap(({ _id, accountId, names }) =>
    [...new Set(names.map(looksOf))]
      .filter((looks) => !names.includes(looks))
      .map((looks) => ({ _id, accountId, looks })),
  );
  const { free, alike } = shareOut(missing, await holdersOf(users, missing));
  for (const { accountId, userIds } of alike)
    log.warn('Usernames of two people of an account look alike; both keep them', { accountId, userIds });
  if (free.length === 0) return;
  await users.bulkWrite(
    free.map(({ _id, looks }) => ({
      updateOne: { filter: { _id }, update: { $addToSet: { names: looks } } },
    })),
    { ordered: false },
  );
}

/** Gives looks to who comes first and nobody else has, and says who shares them with whom. */
export function shareOut(
  missing: readonly Looks[],
  held: ReadonlyMap<string, string>,
): { free: Looks[]; alike: { accountId: string; userIds: [string, string] }[] } {
  const holders: Holders = new Map(held);
  const [free, alike]: [Looks[], { accountId: string; userIds: [string, string] }[]] = [[], []];
  for (const one of missing) {
    const key = keyOf(one.accountId, one.looks);
    const holder = holders.get(key) ?? one._id;
    holders.set(key, holder);
    if (holder === one._id) free.push(one);
    else alike.push({ accountId: one.accountId, userIds: [holder, one._id] });
  }
  return { free, alike };
}

async function holdersOf(users: Users, wanted: readonly Looks[]): Promise<Holders> {
  const holders: Holders = new Map();
  for (const accountId of new Set(wanted.map((each) => each.accountId))) {
    const names = wanted.filter((each) => each.accountId === accountId).map(({ looks }) => looks);
    const found = users.find({ accountId, names: { $in: names } }).project<Named>({ names: 1 });
    for await (const { _id, names: held } of found)
      for (const name of held) holders.set(keyOf(accountId, name), _id);
  }
  return holders;
}

export const keyOf = (accountId: string, looks: string): string => `${accountId} ${looks}`;
