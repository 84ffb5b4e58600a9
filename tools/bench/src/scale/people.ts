import { median, sum } from '../numbers.js';
import type { LargeFirm } from './large-firm.js';
import type { Read, Reads } from './reads.js';

/** A page answers within so much time of the database, whatever it is asked for. */
export const MOST_DATABASE_MS = 30;
const ROUNDS = 5;
/** The largest page there is. */
const PAGE = 200;

export interface Question {
  readonly what: string;
  readonly query: string;
}

export interface Answered extends Question {
  /** Until the page is there, as the caller sees it. */
  readonly ms: number;
  /** What all reads of it took, one after the other, in the quickest round. */
  readonly databaseMs: number;
  /** Index keys and documents that the database looked at for one page. */
  readonly looked: number;
  readonly plan: readonly string[];
  readonly isHeld: boolean;
}

interface Page {
  readonly nextCursor: string | null;
}

/** Every order, every filter, and what people combine; the first page of each, and one from the middle of the usual order. */
export function questionsOf({ offices, departments, groups, managerId }: LargeFirm): Question[] {
  const orders = [
    ...['lastName', '-lastName', 'firstName', 'username', 'userCode', 'status'],
    ...['department', 'seniority', 'title', 'createdAt', '-createdAt', '-lastActiveAt'],
  ];
  const [office, department, group] = [offices[0]!.id, departments[0]!.id, groups[0]!.id];
  return [
    ...orders.map((sort) => ({ what: `by ${sort}`, query: `sort=${sort}` })),
    { what: 'active', query: 'status=active' },
    { what: 'invited or banned', query: 'status=invited,banned' },
    { what: 'of an office', query: `office=${office}` },
    { what: 'of a department', query: `department=${department}` },
    { what: 'of a group', query: `group=${group}` },
    { what: 'of no group', query: 'group=none' },
    { what: 'with a product', query: 'product=core' },
    { what: 'machines', query: 'type=service' },
    { what: 'of a manager', query: `reportsTo=${managerId}` },
    { what: 'idle for 60 days', query: 'idleDays=60' },
    { what: 'idle for 60 days, longest first', query: 'idleDays=60&sort=lastActiveAt' },
    { what: 'whose invitation ends soon', query: 'invitationEndsInDays=3' },
    { what: 'of a custom text', query: 'custom.town=lyon' },
    { what: 'of several custom texts', query: 'custom.town=lyon,leeds,graz' },
    { what: 'of a custom range', query: 'custom.badge.from=100&custom.badge.to=50000' },
    { what: 'by a custom text', query: 'sort=custom.town' },
    { what: 'by a custom number, backwards', query: 'sort=-custom.badge' },
    { what: 'of a custom range, in its order', query: 'custom.badge.from=100&sort=custom.badge' },
    {
      what: 'active, of a custom text, by first name',
      query: 'status=active&custom.town=lyon&sort=firstName',
    },
    { what: 'called moribel…', query: 'q=arbel' },
    { what: 'called e…', query: 'q=e' },
    { what: 'called zoe ar…', query: 'q=zoe%20ar' },
    { what: 'active, of an office, by first name', query: `status=active&office=${office}&sort=firstName` },
    { what: 'invited, of a department', query: `status=invited&department=${department}` },
    { what: 'of a group, newest first', query: `group=${group}&sort=-createdAt` },
  ];
}

/** Asks each question some times, and has the database tell what it did for it. */
export async function askAll(large: LargeFirm, reads: Reads): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const question of questionsOf(large)) answers.push(await ask(large, reads, question));
  answers.push(await ask(large, reads, await fromTheMiddle(large)));
  return answers;
}

async function ask({ firm }: LargeFirm, reads: Reads, question: Question): Promise<Answered> {
  const path = `/v1/users?limit=50&${question.query}`;
  await firm.call('GET', path);
  const times: number[] = [];
  const rounds: Read[][] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push(
      await reads.of(async () => {
        const begun = performance.now();
        await firm.call('GET', path);
        times.push(performance.now() - begun);
      }),
    );
  // What else the machine does only adds.
  const databaseMs = Math.min(...rounds.map((round) => sum(round.map(({ millis }) => millis))));
  const last = rounds.at(-1)!;
  const plan = [...new Set(last.flatMap((read) => read.plan))];
  return {
    ...question,
    ms: median(times),
    databaseMs,
    looked: sum(last.map(({ looked }) => looked)),
    plan,
    isHeld: databaseMs <= MOST_DATABASE_MS && last.length > 0 && !plan.includes('COLLSCAN'),
  };
}

/** A page in the middle of the usual order, which half of all others come before. */
async function fromTheMiddle({ firm, people }: LargeFirm): Promise<Question> {
  let query = '';
  for (let passed = 0; passed + PAGE < people / 2; passed += PAGE) {
    const { nextCursor } = await firm.call<Page>('GET', `/v1/users?limit=${PAGE}&${query}`);
    query = `cursor=${encodeURIComponent(nextCursor ?? '')}`;
  }
  return { what: 'a page in the middle, by lastName', query };
}
