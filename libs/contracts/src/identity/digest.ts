import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { SignInLetter } from '../notifications/letter.js';
import { Product, Timestamp } from '../people.js';

/** No more people than that get the digest of an account. */
export const MOST_DIGEST_READERS = 50;
/** No count of a digest goes on beyond it. */
export const MOST_DIGEST_COUNT = 1_000;

/** Names the digest of one period of an account: who asks for another one than the newest is told nothing. */
const DigestId = z.string().min(1).max(80);

const count = z.int().min(0).describe(`At most ${MOST_DIGEST_COUNT}`);

/** What became of people, of those whom the reader may see. */
export const DigestOfPeople = z.object({
  joined: count.describe('Who became active in the period'),
  left: count.describe('Who was deactivated'),
  banned: count,
  endingInvitations: count.describe('Open invitations that end within the days of the next period'),
  returnedInvitations: count.describe('Open ones whose mail came back, or was not sent, in the period'),
  leavings: count.describe('Leavings that are planned within the days of the next period'),
});
export type DigestOfPeople = z.infer<typeof DigestOfPeople>;

/** How the seats of a product stand, and what is known to change them. */
export const DigestOfProduct = z.object({
  product: Product,
  purchased: z.int(),
  used: z.int(),
  waiting: count,
  changes: z
    .array(
      z.object({
        kind: z.enum(['reduction', 'renewal', 'end']),
        at: Timestamp,
        seats: z
          .int()
          .describe('How many fewer there are; 0 for a renewal, and for the end of a subscription'),
      }),
    )
    .describe('Within thirty days, the next one first'),
});
export type DigestOfProduct = z.infer<typeof DigestOfProduct>;

export const DigestLetter = SignInLetter.extend({
  from: Timestamp,
  to: Timestamp,
  people: DigestOfPeople.nullable().describe('Null for a reader who does not administer people'),
  licences: z
    .array(DigestOfProduct)
    .nullable()
    .describe('Null for a reader who does not administer licences'),
});
export type DigestLetter = z.infer<typeof DigestLetter>;

export const digestDue = defineEvent({
  name: 'identity.digest.due.v1',
  summary:
    'A period of an account is over, of which those who administer people or licences get a digest. Told once for each period; after an outage ' +
    'once for all that was missed.',
  // What it sums up has its entries.
  audited: false,
  data: z.object({ accountId: AccountId, actor: Actor, digestId: DigestId, from: Timestamp, to: Timestamp }),
});

const which = { accountId: AccountId, digestId: DigestId };

export const listDigestReaders = defineRequest({
  name: 'identity.digest-reader.list.v1',
  askedBy: ['notifications'],
  summary: `The active people who administer people or licences of an account, at most ${MOST_DIGEST_READERS}; nobody where nothing happened.`,
  input: z.object(which),
  output: z.object({ items: z.array(z.object({ userId: UserId, sendTo: z.string() })) }),
  timeoutMs: 10_000,
});

export const getDigestLetter = defineRequest({
  name: 'identity.digest.letter.v1',
  askedBy: ['notifications'],
  summary:
    'The digest of an account as one of its people may see it; null for who administers neither people nor licences any more, where nothing ' +
    'happened that they may see, and once a newer one has come.',
  input: z.object({ ...which, userId: UserId }),
  output: z.object({ letter: DigestLetter.nullable() }),
  timeoutMs: 10_000,
});
