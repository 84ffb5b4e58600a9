import { digits } from '../report/columns.js';
import type { RawMoves } from './raw-moves.js';
import type { PeopleImported } from './imports.js';
import type { Imported, Moved, Neighbour } from './records.js';

/** A line of a table: its cells, and whether what it measures is as it should be. */
export interface Row {
  readonly cells: readonly string[];
  readonly isHeld: boolean;
}

const MOST_WORKER_MB = 200;
/**
 * What is thrown away lies for a while, several times as much as is in use: identity uses 71 MB after 29,000 rows of a file, 72 MB after
 * 64,000, and holds up to 400.
 */
const MOST_IMPORT_MB = 512;
const OF_OWNER_ONLY = 0.6;
const OF_SAME_FIELDS = 0.85;
const TIMES_IDLE = 2;
/** A row of a large file takes as long as one of a small file, give or take what the machine does. */
const OF_SMALL_FILE = 0.6;
const SOON_MS = 2_000;

export const importRows = ({ perSecond, failed, wantedFailed, megabytes }: Imported): Row[] => [
  told('lines a second', perSecond),
  { cells: ['lines told as bad', String(failed), String(wantedFailed)], isHeld: failed === wantedFailed },
  ...memoryRows(megabytes),
];

/** A file of people: what the processes hold is bounded, whatever there is in the file. */
export const peopleFileRows = ({ small, large }: { small: PeopleImported; large: PeopleImported }): Row[] => [
  told('MB of the file', large.fileMegabytes),
  told('seconds until it was read', large.uploadSeconds),
  told('rows a second, of a file of 1,000', small.perSecond),
  atLeast('rows a second', large.perSecond, small.perSecond * OF_SMALL_FILE),
  { cells: ['rows done', String(large.done), String(large.rows)], isHeld: large.done === large.rows },
  ...Object.entries(small.megabytes).map(([name, most]) =>
    told(`most memory of ${name} for 1,000 rows, MB`, most),
  ),
  ...memoryRows(large.megabytes, MOST_IMPORT_MB),
];

/** A move, beside the same by one raw command. */
export function moveRows({ perSecond, megabytes }: Moved, { ownerOnly, sameFields }: RawMoves): Row[] {
  return [
    told('records a second', perSecond),
    told('a second by one updateMany of the owner', ownerOnly),
    told('a second by one updateMany of the same fields', sameFields),
    atLeast('of the former', perSecond / ownerOnly, OF_OWNER_ONLY),
    atLeast('of the latter', perSecond / sameFields, OF_SAME_FIELDS),
    ...memoryRows(megabytes),
  ];
}

/** Somebody else's run of a hundred records and pages, alone and beside the large run. */
export const fairnessRows = (alone: Neighbour, beside: Neighbour): Row[] => [
  told('a run of 100 records alone, ms', alone.runMs),
  atMost('the same beside the large one, ms', beside.runMs, Math.max(SOON_MS, TIMES_IDLE * alone.runMs)),
  told('95th percentile of a page alone, ms', alone.pageP95Ms),
  atMost('the same beside the large one, ms', beside.pageP95Ms, TIMES_IDLE * alone.pageP95Ms),
];

const memoryRows = (megabytes: Readonly<Record<string, number>>, most = MOST_WORKER_MB): Row[] =>
  Object.entries(megabytes).map(([name, held]) => atMost(`most memory of ${name}, MB`, held, most));

const told = (what: string, value: number): Row => ({ cells: [what, digits(value), ''], isHeld: true });

const atLeast = (what: string, value: number, wanted: number): Row => ({
  cells: [what, digits(value), `≥ ${digits(wanted)}`],
  isHeld: value >= wanted,
});

const atMost = (what: string, value: number, wanted: number): Row => ({
  cells: [what, digits(value), `≤ ${digits(wanted)}`],
  isHeld: value <= wanted,
});
