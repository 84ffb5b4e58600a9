import type { Books, RecordEntry } from './books.js';
import type { Expected, ExpectedRecord, Violation } from './expected.js';
import { groupsOf } from './sums.js';

/** Every record has one owner, who is the one it was moved to last, and its chain of owners has no gap. */
export function recordViolations(books: Books, { records }: Pick<Expected, 'records'>): Violation[] {
  const there = groupsOf(books.records, nameOf);
  const asked = new Set(records.map(nameOf));
  const gone = new Set(books.users.filter(({ status }) => status === 'deactivated').map(({ _id }) => _id));
  const unfinished = books.runs.filter(({ state }) => state !== 'finished');
  return [
    ...records.flatMap((record) => differences(record, there.get(nameOf(record)) ?? [])),
    ...books.records
      .filter((one) => !asked.has(nameOf(one)))
      .map((one) => ({ law: 'no record is there that nobody sent', what: nameOf(one) })),
    ...books.records.flatMap(gaps),
    ...books.records
      .filter(({ ownerId }) => gone.has(ownerId))
      .map((one) => ({ law: 'nobody who has left owns a record', what: `${nameOf(one)}: ${one.ownerId}` })),
    ...unfinished.map(({ _id, state, detail = '' }) => ({
      law: 'every run finishes',
      what: `${_id} is ${state} ${detail}`,
    })),
  ];
}

const nameOf = ({ accountId, type, externalId }: Pick<RecordEntry, 'accountId' | 'type' | 'externalId'>) =>
  `${accountId} ${type}/${externalId}`;

function differences(record: ExpectedRecord, found: readonly RecordEntry[]): Violation[] {
  const law = 'every record has the owner it was given last, and its whole chain';
  const name = nameOf(record);
  const [one] = found;
  if (!one || found.length > 1) return [{ law, what: `${name} is there ${found.length} times` }];
  const chain = chainOf(one).join(' → ');
  const expected = record.owners.join(' → ');
  return chain === expected ? [] : [{ law, what: `${name}: ${chain}, not ${expected}` }];
}

/** Other fields have their links in the same chain. */
const linksOf = ({ owners }: RecordEntry) => owners.filter(({ field }) => field === undefined);

const chainOf = (record: RecordEntry): string[] => {
  const { ownerId } = record;
  const owners = linksOf(record);
  const [first] = owners;
  return first ? [first.from, ...owners.map(({ to }) => to)] : [ownerId];
};

function gaps(record: RecordEntry): Violation[] {
  const { ownerId } = record;
  const owners = linksOf(record);
  const law = 'a chain of owners has no gap and ends with the owner';
  const broken = owners.some(({ to }, n) => to !== (owners[n + 1]?.from ?? ownerId));
  return broken ? [{ law, what: `${nameOf(record)} is ${ownerId}'s: ${JSON.stringify(owners)}` }] : [];
}
