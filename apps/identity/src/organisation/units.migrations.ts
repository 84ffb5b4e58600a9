import type { UnitKind } from '@seatkeeper/contracts';
import { dropIndexes, type Migration, rewriteDocuments } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { plain } from '@seatkeeper/text';
import type { UnitReference } from '../users/unit-references.js';
import { nameKeyOf, RANK_STEP, referenceTo, unitKinds } from './units.js';
import type { StoredUnit } from './units.schema.js';

type Db = Parameters<Migration['run']>[0];
type Find = (kind: UnitKind, name: string) => UnitReference;

/** What a user says of units: by name, as it was, or by reference, as it is. */
export interface Named {
  offices?: (string | UnitReference)[];
  department?: string | UnitReference | null;
  seniority?: string | UnitReference | null;
}

interface User extends Named {
  _id: string;
  accountId: string;
  sortKeys: { seniority?: number; department?: string };
  flow?: { input?: { changes?: Named; newcomer?: Named } };
}

const FIELD: Record<UnitKind, string> = {
  office: '$offices',
  department: '$department',
  seniority: '$seniority',
};
const KINDS = Object.keys(FIELD) as UnitKind[];

/** Offices, departments and seniorities were text in each user; now each is a unit, and users refer to it. */
export const unitsFromNames: Migration = {
  id: '2026-11-24-units-from-names',
  async run(db, alive) {
    for (const kind of KINDS) await createUnits(db, kind, alive);
    const known = await allUnits(db);
    await rewriteDocuments<User>(
      db,
      'users',
      ['accountId', 'offices', 'department', 'seniority', 'sortKeys', 'flow'],
      (user) => referring(user, known),
      alive,
    );
    await dropIndexes(db, 'users', ['users-by-office', 'users-by-department-name']);
  },
};

/** One unit for all spellings of a name; of these the first in order is kept. */
async function createUnits(db: Db, kind: UnitKind, alive: () => void): Promise<void> {
  const units = db.collection<StoredUnit>('units');
  const names = db
    .collection('users')
    .aggregate<{ _id: { accountId: string; name: string } }>(
      [
        { $project: { accountId: 1, name: FIELD[kind] } },
        { $unwind: '$name' },
        { $match: { name: { $type: 'string' } } },
        { $group: { _id: { accountId: '$accountId', name: '$name' } } },
        { $sort: { _id: 1 } },
      ],
      { allowDiskUse: true },
    );
  let [account, place] = ['', 0];
  for await (const {
    _id: { accountId, name },
  } of names) {
    place = accountId === account ? place + 1 : 1;
    account = accountId;
    const now = new Date();
    await units.updateOne(
      { accountId, kind, nameKey: nameKeyOf(name), live: true },
      {
        $setOnInsert: {
          _id: newId(unitKinds[kind].prefix),
          name: name.trim(),
          rank: unitKinds[kind].isOrdered ? place * RANK_STEP : 0,
          version: 1,
          createdAt: now,
          updatedAt: now,
        },
      },
      { upsert: true },
    );
    alive();
  }
}

async function allUnits(db: Db): Promise<(accountId: string) => Find> {
  const references = new Map<string, UnitReference>();
  for await (const unit of db.collection<StoredUnit>('units').find({ live: true }))
    references.set(`${unit.accountId} ${unit.kind} ${unit.nameKey}`, referenceTo(unit));
  return (accountId) => (kind, name) => {
    const reference = references.get(`${accountId} ${kind} ${nameKeyOf(name)}`);
    if (!reference) throw new Error(`The ${kind} ${name} of ${accountId} came up meanwhile; start again.`);
    return reference;
  };
}

/** What is still text in a user and in the flow it may be in, as references; null when nothing is. */
function referring({ accountId, sortKeys, flow, ...user }: User, known: (accountId: string) => Find) {
  const find = known(accountId);
  const own = inReferences(user, find);
  const inFlow = (['changes', 'newcomer'] as const).flatMap((part) => {
    const said = flow?.input?.[part];
    const now = said && inReferences(said, find);
    return now ? [[`flow.input.${part}`, { ...said, ...now }]] : [];
  });
  const { seniority = user.seniority, department = user.department } = own ?? {};
  const rank = (typeof seniority === 'object' && seniority?.rank) || 0;
  // Who folds users anew before this cannot read a department that is still text.
  const name = plain((typeof department === 'object' && department?.name) || '') || ' ';
  const isSorted = sortKeys.seniority === rank && sortKeys.department === name;
  if (!own && inFlow.length === 0 && isSorted) return null;
  const keys = { 'sortKeys.seniority': rank, 'sortKeys.department': name };
  return { ...own, ...(Object.fromEntries(inFlow) as object), ...keys };
}

/** The fields that hold text, with references instead; null when none does. */
export function inReferences({ offices, department, seniority }: Named, find: Find): Named | null {
  const one = (kind: UnitKind, value: string | UnitReference) =>
    typeof value === 'string' ? find(kind, value) : value;
  const changed: Named = {
    ...(offices?.some((each) => typeof each === 'string') && {
      offices: [
        ...new Map(offices.map((each) => one('office', each)).map((each) => [each.id, each])).values(),
      ],
    }),
    ...(typeof department === 'string' && { department: find('department', department) }),
    ...(typeof seniority === 'string' && { seniority: find('seniority', seniority) }),
  };
  return Object.keys(changed).length > 0 ? changed : null;
}
