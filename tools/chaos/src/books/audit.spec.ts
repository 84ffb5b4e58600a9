import { BEN_AT, expected, rightBooks } from '../../testing/right-books.js';
import { violationsOf } from './audit.js';
import type { Books } from './books.js';
import type { Expected } from './expected.js';

/** Books as they may be written in, to plant something. */
type Planted = { -readonly [K in keyof Books]: Books[K] extends readonly (infer T)[] ? T[] : Books[K] };

const laws = (books: Books, away: { from: number; to: number }[] = [], of: Expected = expected) => [
  ...new Set(violationsOf(books, of, away).map(({ law }) => law)),
];

const withPlanted = (plant: (books: Planted) => void): Books => {
  const books = structuredClone(rightBooks()) as Planted;
  plant(books);
  return books;
};

const heldBy = (books: Planted, n: number, holder: string) => {
  const seat = books.seats[n]!;
  books.seats[n] = { ...seat, state: 'held', holder };
};
const without = <T>(of: T[], n: number): T[] => of.filter((_, at) => at !== n);
const changed = <T>(of: T[], n: number, more: Partial<T>): T[] =>
  of.map((one, at) => (at === n ? { ...one, ...more } : one));

describe('the audit of the books', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(violationsOf(rightBooks(), expected, [])).toEqual([]);
  });

  it.each<[string, (books: Planted) => void, string]>([
    ['a second seat', (b) => heldBy(b, 3, 'usr_ben'), 'nobody holds two seats'],
    [
      'a seat of who has left',
      (b) => heldBy(b, 3, 'usr_dora'),
      'held seats are those of users who should hold one',
    ],
    [
      'somebody without a seat',
      (b) => (b.seats = changed(b.seats, 1, { state: 'free', holder: undefined })),
      'held seats are those of users who should hold one',
    ],
    [
      'a seat that nobody bought',
      (b) => b.seats.push({ ...b.seats[3]!, _id: 'x' }),
      'there are as many seats as were bought',
    ],
    ['a seat that is lost', (b) => b.seats.pop(), 'there are as many seats as were bought'],
    ['a purchase that is lost', (b) => (b.purchases = []), 'a purchase that the broker has is applied, once'],
    [
      'a purchase that stands half done',
      (b) => (b.purchases = changed(b.purchases, 0, { state: 'received' })),
      'a purchase that the broker has is applied, once',
    ],
    [
      'a purchase under another name',
      (b) => b.purchases.push({ ...b.purchases[0]!, purchaseId: 'buy-again' }),
      'a purchase that the broker has is applied, once',
    ],
    [
      'a cancellation that is lost',
      (b) => (b.reductions = []),
      'a cancellation that the broker has takes its seats, once',
    ],
    [
      'a cancellation that took too little',
      (b) => (b.reductions = changed(b.reductions, 0, { state: 'in-force' })),
      'a cancellation that the broker has takes its seats, once',
    ],
    [
      'a cancellation under another name',
      (b) => b.reductions.push({ ...b.reductions[0]!, reductionId: 'stop-again' }),
      'a cancellation that the broker has takes its seats, once',
    ],
    ['a line of the ledger that is missing', (b) => b.ledger.pop(), 'the ledger adds up to the seats'],
    ['a line of the ledger too many', (b) => b.ledger.push(b.ledger[0]!), 'the ledger adds up to the seats'],
    [
      'a person who is lost',
      (b) => (b.users = without(b.users, 2)),
      'what was answered with success is there, once',
    ],
    [
      'a person twice',
      (b) => b.users.push({ ...b.users[1]!, _id: 'usr_ben2' }),
      'what was answered with success is there, once',
    ],
    [
      'a person nobody asked for',
      (b) => b.users.push({ ...b.users[3]!, _id: 'usr_x', username: 'x' }),
      'nobody is there without having been asked for',
    ],
    [
      'a change that is lost',
      (b) => (b.users = changed(b.users, 1, { status: 'banned' })),
      'what was answered with success is there, once',
    ],
    [
      'an admin who is not counted',
      (b) => (b.accounts = [{ _id: 'acc_1', globalAdmins: [] }]),
      'the list of global admins has those who are',
    ],
    [
      'one who is counted and is none',
      (b) => (b.accounts = [{ _id: 'acc_1', globalAdmins: ['usr_ada', 'usr_dora'] }]),
      'the list of global admins has those who are',
    ],
    [
      'an invitation without a mail',
      (b) => (b.deliveries = without(b.deliveries, 1)),
      'every invitation has one delivery',
    ],
    [
      'a second delivery',
      (b) => b.deliveries.push({ ...b.deliveries[1]!, _id: 'x', messageId: '<x>' }),
      'every invitation has one delivery',
    ],
    [
      'a mail that is lost',
      (b) => (b.letters = without(b.letters, 1)),
      'what is said to be sent is in the mailbox',
    ],
    [
      'a mail that is given up',
      (b) => (b.deliveries = changed(b.deliveries, 1, { state: 'failed' })),
      'no delivery is given up',
    ],
    [
      'a mail to who waits for it that is cancelled',
      (b) => (b.deliveries = changed(b.deliveries, 1, { state: 'cancelled' })),
      'no delivery is given up',
    ],
    [
      'a mail of nobody',
      (b) => b.letters.push({ messageId: '<y>', at: 0, to: [] }),
      'every mail belongs to a delivery',
    ],
    ['a mail twice', (b) => b.letters.push(b.letters[0]!), 'no mail comes twice without a crash'],
    [
      'a record that stayed behind',
      (b) => (b.records = changed(b.records, 0, { ownerId: 'usr_dora', owners: [] })),
      'nobody who has left owns a record',
    ],
    [
      'a record that is lost',
      (b) => (b.records = []),
      'every record has the owner it was given last, and its whole chain',
    ],
    [
      'a record twice',
      (b) => b.records.push(b.records[0]!),
      'every record has the owner it was given last, and its whole chain',
    ],
    [
      'a record moved twice',
      (b) =>
        (b.records = changed(b.records, 0, {
          owners: [...b.records[0]!.owners, { from: 'usr_ben', to: 'usr_ben' }],
        })),
      'every record has the owner it was given last, and its whole chain',
    ],
    [
      'a chain of owners with a gap',
      (b) => (b.records = changed(b.records, 0, { owners: [{ from: 'usr_dora', to: 'usr_cem' }] })),
      'a chain of owners has no gap and ends with the owner',
    ],
    ['a run that failed', (b) => (b.runs = [{ _id: 'rea_1', state: 'failed' }]), 'every run finishes'],
    ['an act without a line of audit', (b) => b.audit.pop(), 'one line of audit for each act'],
    [
      'an act that was done twice',
      (b) => b.audit.push({ ...b.audit[0]!, _id: 'again' }),
      'one line of audit for each act',
    ],
    ['a webhook that never came', (b) => b.messages.pop(), 'one webhook for each act'],
    [
      'a webhook of nothing',
      (b) => b.messages.push({ ...b.messages[0]!, messageId: 'msg_x' }),
      'one webhook for each act',
    ],
    [
      'a webhook that is given up',
      (b) => (b.webhooks = changed(b.webhooks, 0, { state: 'failed' })),
      'no webhook is given up',
    ],
    ['a webhook twice', (b) => b.messages.push(b.messages[0]!), 'no webhook comes twice without a crash'],
    [
      'somebody who waits though a seat is free',
      (b) => b.users.push({ ...b.users[3]!, _id: 'usr_x', username: 'x', status: 'waiting' }),
      'nobody waits for a seat that is free',
    ],
    ['a dead letter', (b) => (b.deadLetters = { identity: 1 }), 'dead letters are empty'],
  ])('finds %s', (_case, plant, law) => {
    expect(laws(withPlanted(plant))).toContain(law);
  });

  it('bears a mail that comes twice where a crash lay between the two, and no other', () => {
    const again = (after: number) =>
      withPlanted(({ letters }) => letters.push({ ...letters[0]!, at: BEN_AT + after }));
    const away = [{ from: BEN_AT + 1_000, to: BEN_AT + 4_000 }];
    expect(laws(again(6_000), away)).toEqual([]);
    expect(laws(again(500), away)).toEqual(['no mail comes twice without a crash']);
    expect(laws(again(600_000), away)).toEqual(['no mail comes twice without a crash']);
  });

  it('bears somebody who waits for a product of which no seat is free, whatever else is', () => {
    const books = withPlanted(({ users }) =>
      users.push({
        ...{ ...users[3]!, _id: 'usr_x', username: 'x', status: 'waiting' },
        products: ['core', 'contract'],
      }),
    );
    expect(laws(books, [], { ...expected, maybe: new Set(['x']) })).toEqual([]);
  });

  it('says nothing of names whose answer never came, be they there or not', () => {
    const books = withPlanted(({ users }) => users.push({ ...users[3]!, _id: 'usr_x', username: 'x' }));
    const maybe = { ...expected, maybe: new Set(['x', 'y']) };
    expect(laws(books, [], maybe)).toEqual([]);
  });
});
