/**
 * `npm run bench:scale [-- --only people,seats,imports,records] [--people 100000] [--records 1000000] [--rows 100000]`: what a firm of 100,000 people and
 * a million records feels of its size. Prints tables, and fails when something is slower or larger than it may be.
 */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { digits, markdownTable } from '../report/columns.js';
import {
  type MeasuredStack,
  startStack,
  startWatchedStack,
  WIDE_LIMITS,
  type WatchedStack,
} from '../stack/measured-stack.js';
import { databaseOf, type LargeFirm, openLargeFirm } from './large-firm.js';
import { askAll, MOST_DATABASE_MS } from './people.js';
import { Reads } from './reads.js';
import { rawMoves } from './raw-moves.js';
import { neighbour, neighbourBeside, RecordOwners, withBadLines } from './records.js';
import { claimsBySize, viewsOf } from './seats.js';
import { importFiles } from './imports.js';
import { fairnessRows, importRows, moveRows, peopleFileRows, type Row } from './wanted.js';

const number = (given: string, name: string): number => {
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1_000 && value <= 10_000_000) return value;
  throw new Error(`--${name} is "${given}": use a whole number from 1000 to 10000000.`);
};
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'people,seats,imports,records' },
    people: { type: 'string', default: '100000' },
    records: { type: 'string', default: '1000000' },
    rows: { type: 'string', default: '100000' },
  },
});
const people = number(values.people, 'people');
const records = number(values.records, 'records');
const rows = number(values.rows, 'rows');
const parts = values.only.split(',');
const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const failures: string[] = [];

if (parts.includes('people') || parts.includes('seats')) await measureFirm();
if (parts.includes('imports')) await on(await startStack(repository, WIDE_LIMITS), measureImports);
if (parts.includes('records')) await on(await startStack(repository, WIDE_LIMITS), measureRecords);
console.log(failures.length === 0 ? 'Everything is held.' : `Not held: ${failures.join('; ')}.`);
process.exit(failures.length === 0 ? 0 : 1);

async function measureFirm(): Promise<void> {
  await on(await startWatchedStack(repository, WIDE_LIMITS), async (stack) => {
    say(`opening a firm of ${people} people`);
    const large = await openLargeFirm(stack, repository, people);
    if (parts.includes('people')) await measurePeople(stack, large);
    if (parts.includes('seats')) await measureSeats(stack, large);
  });
}

async function on<S extends MeasuredStack>(stack: S, measure: (stack: S) => Promise<void>): Promise<void> {
  try {
    await measure(stack);
  } finally {
    await stack.stop();
  }
}

async function measurePeople(stack: WatchedStack, large: LargeFirm): Promise<void> {
  say('asking for pages of people');
  const { accountId } = large.firm;
  const answers = await askAll(large, new Reads(stack, 'identity', databaseOf(stack, 'identity'), accountId));
  table(
    `A page of 50 among ${people} people: at most ${MOST_DATABASE_MS} ms of the database`,
    ['asked for', 'ms', 'database ms', 'looked at', 'by'],
    answers.map(({ what, ms, databaseMs, looked, plan, isHeld }) => ({
      cells: [what, digits(ms), digits(databaseMs), String(looked), plan.join(', ')],
      isHeld,
    })),
  );
}

async function measureSeats(stack: MeasuredStack, large: LargeFirm): Promise<void> {
  say('claiming seats');
  const claims = await claimsBySize(stack, [100, 10_000, 100_000]);
  table(
    'A claim of a seat, 20 at once, inside licensing',
    ['seats of the account', 'ms', 'to the fewest'],
    claims.map(({ seats, claimMs, toFewest, isHeld }) => ({
      cells: [String(seats), digits(claimMs), digits(toFewest)],
      isHeld,
    })),
  );
  const views = await viewsOf(large);
  table(
    `Views of ${people} seats`,
    ['asked for', 'ms', 'at most'],
    views.map(({ what, ms, mostMs, isHeld }) => ({ cells: [what, digits(ms), String(mostMs)], isHeld })),
  );
}

async function measureImports(stack: MeasuredStack): Promise<void> {
  say(`importing ${rows} people`);
  table('People from a file', ['what', 'is', 'wanted'], peopleFileRows(await importFiles(stack, rows)));
}

async function measureRecords(stack: MeasuredStack): Promise<void> {
  const owners = await RecordOwners.of(stack);
  const beside = await neighbour(stack);
  say(`registering ${records} records`);
  table(
    'Registering records from files',
    ['what', 'is', 'wanted'],
    importRows(await withBadLines(owners, records)),
  );
  const raw = await rawMoves(stack, { accountId: owners.firm.accountId, ownerId: owners.ownerId });
  say(`moving ${records} records`);
  table('Moving all of them', ['what', 'is', 'wanted'], moveRows(await owners.move(), raw));
  const alone = await neighbourBeside(beside);
  say('moving them back, beside a small neighbour');
  const moving = owners.move();
  const crowded = await neighbourBeside(beside);
  await moving;
  table('A neighbour meanwhile', ['what', 'is', 'wanted'], fairnessRows(alone, crowded));
}

/** Prints rows, and keeps in mind what is not held. */
function table(title: string, head: readonly string[], rows: readonly Row[]): void {
  const cells = rows.map((row) => [...row.cells, row.isHeld ? 'held' : 'NOT HELD']);
  console.log(`\n${title}\n\n${markdownTable([...head, ''], cells)}`);
  failures.push(...rows.filter(({ isHeld }) => !isHeld).map((row) => `${title}, ${row.cells[0]}`));
}

function say(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}
