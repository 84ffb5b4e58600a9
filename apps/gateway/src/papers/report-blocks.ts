import type { Account, OffboardingReport } from '@seatkeeper/contracts';
import type { Block, Fact } from '@seatkeeper/papers';
import { momentIn, numberIn } from '@seatkeeper/text';
import { languageFor } from '../pages/page.js';
import { reportTexts, type ReportTexts } from './report-texts.js';
import type { SoldNames } from './sold-names.js';

/** How people are called, by id; of whom nothing is known here the id is said. */
export type Names = ReadonlyMap<string, string>;

/** What a report is written in: the language, numbers and moments of the account. */
export function writing(
  { locale, timeZone }: Pick<Account, 'locale' | 'timeZone'>,
  names: Names,
  sold: SoldNames,
) {
  const language = languageFor(locale);
  const says = reportTexts[language];
  return {
    language,
    says,
    moment: (at: string) => momentIn(locale, new Date(at), timeZone),
    number: (value: number | null | undefined) => (value == null ? says.unknown : numberIn(locale, value)),
    products: (keys: readonly string[]) => keys.map(sold.product).join(', '),
    named: (id: string) => (names.has(id) ? `${names.get(id)} (${id})` : id),
  };
}
export type Writing = ReturnType<typeof writing>;

interface Began {
  id: string;
  by: { id: string };
  startedAt: string;
  finishedAt: string | null;
}

/** Which report it is, who began it, and when. */
export const beginningOf = (
  { id, by, startedAt, finishedAt }: Began,
  { says, moment, named }: Writing,
): Fact[] => [
  { name: says.id, value: id },
  { name: says.by, value: named(by.id) },
  { name: says.started, value: moment(startedAt) },
  { name: says.finished, value: finishedAt === null ? says.notFinished : moment(finishedAt) },
];

type Step<S extends string> = Omit<OffboardingReport['steps'][number], 'step'> & { step: S };

export function stepsOf<S extends string>(
  steps: readonly Step<S>[],
  words: Record<S, string>,
  { says, moment }: Writing,
): Block[] {
  const { stepColumns: columns, stateOf: states } = says;
  return [
    { kind: 'heading', text: says.steps },
    {
      kind: 'table',
      columns: [
        { title: columns.step, share: 30, kind: 'head' },
        { title: columns.state, share: 12 },
        { title: columns.at, share: 33 },
        { title: columns.detail, share: 25 },
      ],
      rows: steps.map(({ step, state, at, detail }) => [
        words[step],
        states[state],
        at === null ? '' : moment(at),
        // What was not asked for is said by its state.
        state === 'skipped' ? '' : (detail ?? ''),
      ]),
    },
  ];
}

type Records = Pick<OffboardingReport, 'records'>;
type Left = Pick<OffboardingReport, 'leftBehind'>;

export function recordsOf({ records }: Records, { says, number, named }: Writing): Block[] {
  const heading: Block = { kind: 'heading', text: says.records };
  if (!records) return [heading, { kind: 'paragraph', text: says.hidden }];
  if (records.reassignmentId === null) return [heading, { kind: 'paragraph', text: says.noRun }];
  const { movedColumns: columns } = says;
  return [
    heading,
    {
      kind: 'facts',
      facts: [
        { name: says.run, value: records.reassignmentId },
        { name: says.moved, value: number(records.moved) },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: columns.type, share: 20, kind: 'head' },
        { title: columns.field, share: 18 },
        { title: columns.to, share: 47 },
        { title: columns.count, share: 15, kind: 'number' },
      ],
      rows: records.byType.map(({ type, field, to, count }) => [type, field ?? '', named(to), number(count)]),
    },
  ];
}

export function leftOf({ leftBehind }: Left, { says, number }: Writing): Block[] {
  const heading: Block = { kind: 'heading', text: says.left };
  if (!leftBehind) return [heading, { kind: 'paragraph', text: says.leftLater }];
  const { directReports, records } = leftBehind;
  const { movedColumns: columns } = says;
  return [
    heading,
    { kind: 'facts', facts: [{ name: says.directReports, value: number(directReports) }] },
    records === null
      ? { kind: 'paragraph', text: says.hidden }
      : records.length === 0
        ? { kind: 'paragraph', text: says.leftNothing }
        : {
            kind: 'table',
            columns: [
              { title: columns.type, share: 40, kind: 'head' },
              { title: columns.field, share: 40 },
              { title: columns.count, share: 20, kind: 'number' },
            ],
            rows: records.map(({ type, field, count }) => [type, field ?? '', number(count)]),
          },
  ];
}

/** The hash, and where else it stands: in the entry of the audit log with this action. */
export const proofOf = (hash: string | null, action: string, says: ReportTexts): Block[] => [
  { kind: 'heading', text: says.proof },
  ...(hash === null
    ? [{ kind: 'paragraph' as const, text: says.noProof }]
    : [
        { kind: 'paragraph' as const, text: `SHA-256: ${hash}` },
        { kind: 'paragraph' as const, text: says.proofText(action), look: 'small' as const },
      ]),
];
