import type { AttachedStack } from '@seatkeeper/stack';
import { noteAct } from './acts/act.js';
import { violationsOf } from './books/audit.js';
import type { Books } from './books/books.js';
import type { Violation } from './books/expected.js';
import type { Away } from './books/mails.js';
import { readBooks } from './books/read-books.js';
import { groupsOf } from './books/sums.js';
import { queueCounts } from './rest/queues.js';
import { withMongo } from './rest/servers.js';
import type { Firm } from './work/firm.js';
import type { Receiver } from './work/receiver.js';

/** A whole run in the wrong place has a line for each record: the first ones say enough. */
const MOST_OF_A_LAW = 10;

/** Everything that was found wrong, each once, with what it came after. */
export class Inspection {
  readonly found = new Map<string, Violation & { after: string }>();
  /** What just happens, in words. */
  now = 'the start';
  /** How much there is of what in the books, by the last look. */
  totals: Readonly<Record<string, number>> = {};

  constructor(
    private readonly stack: AttachedStack,
    private readonly receiver: Pick<Receiver, 'messages'>,
    private readonly note: (what: string) => void,
  ) {}

  violate(violation: Violation): void {
    const key = `${violation.law} ${violation.what}`;
    if (this.found.has(key)) return;
    this.found.set(key, { ...violation, after: this.now });
    this.note(`VIOLATED, after ${this.now}: ${violation.law}: ${violation.what}`);
  }

  /** Compares the books with what was answered to the firms, which then go on with everybody. */
  async audit(firms: readonly Firm[], away: readonly Away[]): Promise<void> {
    const info = this.stack.info();
    const { deadLetters } = await queueCounts(info);
    const { messages } = this.receiver;
    const books = await withMongo(info, (mongo) => readBooks(mongo, info, { deadLetters, messages }));
    learn(books, firms);
    const people = firms.flatMap((firm) => firm.people);
    const unsure = people.filter(({ isUnsure }) => isUnsure).map(({ username }) => username);
    const expected = {
      people: people.filter(({ isUnsure }) => !isUnsure),
      maybe: new Set([...unsure, ...firms.flatMap(({ maybe }) => [...maybe])]),
      purchases: firms.flatMap(({ purchases }) => purchases),
      cancellations: firms.flatMap(({ cancellations }) => cancellations),
      records: firms.flatMap(({ records }) => [...records.values()]),
      told: new Set(firms.map(({ accountId }) => accountId)),
    };
    for (const [law, found] of groupsOf(violationsOf(books, expected, away), ({ law }) => law)) {
      found.slice(0, MOST_OF_A_LAW).forEach((violation) => this.violate(violation));
      if (found.length > MOST_OF_A_LAW) this.violate({ law, what: `${found.length} in all` });
    }
    for (const firm of firms) for (const letGo of firm.atRest.splice(0)) letGo();
    this.totals = {
      ...{ users: books.users.length, seats: books.seats.length, mails: books.letters.length },
      webhooks: books.messages.length,
      ...{ records: books.records.length, runs: books.runs.length, 'ledger lines': books.ledger.length },
      'audit entries': books.audit.length,
    };
  }
}

/** Who came with a file is known by name alone until then; and who waited may have been invited meanwhile. */
function learn({ users }: Books, firms: readonly Firm[]): void {
  const known = new Map(users.map((user) => [`${user.accountId} ${user.username}`, user]));
  for (const person of firms.flatMap(({ people }) => people)) {
    const user = known.get(`${person.accountId} ${person.username}`);
    if (person.id === '') person.id = user?._id ?? '';
    if (person.status !== 'waiting' || user?.status !== 'invited') continue;
    person.status = 'invited';
    noteAct(person, 'identity.user.invited');
  }
}
