import type { Books } from './books.js';
import type { Expected, Violation } from './expected.js';
import { ledgerViolations } from './ledger.js';
import { type Away, mailViolations } from './mails.js';
import { peopleViolations } from './people.js';
import { recordViolations } from './records.js';
import { seatViolations } from './seats.js';
import { trailViolations } from './trail.js';
import { waitingViolations } from './waiting.js';
import { webhookViolations } from './webhooks.js';

/** Everything that is wrong in the books of a stack at rest. */
export function violationsOf(books: Books, expected: Expected, away: readonly Away[]): Violation[] {
  return [
    ...peopleViolations(books, expected),
    ...seatViolations(books, expected),
    ...waitingViolations(books),
    ...ledgerViolations(books),
    ...mailViolations(books, away),
    ...webhookViolations(books, expected, away),
    ...recordViolations(books, expected),
    ...trailViolations(books, expected),
    ...Object.entries(books.deadLetters)
      .filter(([, count]) => count > 0)
      .map(([service, count]) => ({ law: 'dead letters are empty', what: `${service} has ${count}` })),
  ];
}
