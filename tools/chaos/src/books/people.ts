import type { Books, UserEntry } from './books.js';
import type { Expected, ExpectedPerson, Violation } from './expected.js';
import { groupsOf } from './sums.js';

/** Everybody is as the last answer said, once, and nobody is there whom no call asked for. */
export function peopleViolations(
  books: Books,
  { people, maybe }: Pick<Expected, 'people' | 'maybe'>,
): Violation[] {
  const byName = groupsOf(books.users, ({ accountId, username }) => `${accountId} ${username}`);
  const asked = new Set(people.map(({ accountId, username }) => `${accountId} ${username}`));
  const unasked = [...byName.keys()].filter(
    (name) => !asked.has(name) && !maybe.has(name.split(' ')[1] ?? ''),
  );
  return [
    ...people.flatMap((person) =>
      differences(person, byName.get(`${person.accountId} ${person.username}`) ?? []),
    ),
    ...unasked.map((name) => ({ law: 'nobody is there without having been asked for', what: name })),
    ...adminViolations(books),
  ];
}

function differences(person: ExpectedPerson, found: readonly UserEntry[]): Violation[] {
  const law = 'what was answered with success is there, once';
  const [user] = found;
  if (!user || found.length > 1) return [{ law, what: `${person.username} is there ${found.length} times` }];
  const fields = ['status', 'title', 'globalAdmin'] as const;
  const wrong = fields
    .filter((field) => user[field] !== person[field])
    .map((field) => `${field} is ${user[field]}, not ${person[field]}`);
  if (user._id !== person.id) wrong.push(`the id is ${user._id}, not ${person.id}`);
  if ([...user.products].sort().join() !== [...person.products].sort().join())
    wrong.push(`products are ${user.products.join(' ')}, not ${person.products.join(' ')}`);
  return wrong.map((what) => ({ law, what: `${person.username} (${person.id}): ${what}` }));
}

/** The one array that decides who is the last admin is right. */
function adminViolations({ accounts, users }: Books): Violation[] {
  const law = 'the list of global admins has those who are';
  const admins = groupsOf(
    users.filter(({ globalAdmin, status }) => globalAdmin && status === 'active'),
    ({ accountId }) => accountId,
  );
  return accounts.flatMap(({ _id, globalAdmins }) => {
    const are = (admins.get(_id) ?? []).map((user) => user._id).sort();
    const listed = [...globalAdmins].sort();
    if (are.join() === listed.join()) return [];
    return [{ law, what: `${_id}: listed ${listed.join(' ')}, are ${are.join(' ')}` }];
  });
}
