import type { Account, Offboarding, OffboardingReport } from '@seatkeeper/contracts';
import type { Block, Paper } from '@seatkeeper/papers';
import { momentIn } from '@seatkeeper/text';
import { languageFor } from '../pages/page.js';
import { offboardingTexts, type OffboardingTexts } from './report-texts.js';

/** How people are called, by id; of whom nothing is known here the id is said. */
export type Names = ReadonlyMap<string, string>;

/** Whom a report names by id. */
export const idsIn = ({ by, records }: OffboardingReport): string[] => [
  ...new Set([...(by.type === 'user' ? [by.id] : []), ...(records?.byType.map(({ to }) => to) ?? [])]),
];

/** What the paper is written in: the language, numbers and moments of the account. */
function writing({ locale, timeZone }: Pick<Account, 'locale' | 'timeZone'>) {
  const says = offboardingTexts[languageFor(locale)];
  const numbers = new Intl.NumberFormat(locale);
  return {
    says,
    moment: (at: string) => momentIn(locale, new Date(at), timeZone),
    number: (value: number | null | undefined) => (value == null ? says.unknown : numbers.format(value)),
  };
}
type Writing = ReturnType<typeof writing>;

/** The report of a leaving as a paper, in the language of the account. Its proof is the hash of the report itself. */
export function offboardingPaper(
  { report, hash }: Offboarding,
  account: Pick<Account, 'name' | 'locale' | 'timeZone'>,
  names: Names,
): Paper {
  const write = writing(account);
  const { says, moment } = write;
  const { user, reason, startedAt, finishedAt } = report;
  const name = `${user.firstName} ${user.lastName}`;
  const named = (id: string) => (names.has(id) ? `${names.get(id)} (${id})` : id);
  return {
    language: languageFor(account.locale),
    title: says.title(name),
    author: account.name,
    at: new Date(finishedAt ?? startedAt),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: says.who, value: `${name}\n${user.username}\n${user.id}` },
          { name: says.id, value: report.id },
          { name: says.by, value: named(report.by.id) },
          ...(reason === null ? [] : [{ name: says.reason, value: reason }]),
          { name: says.started, value: moment(startedAt) },
          { name: says.finished, value: finishedAt === null ? says.notFinished : moment(finishedAt) },
        ],
      },
      ...stepsOf(report, write),
      ...endsOf(report, write),
      ...recordsOf(report, write, named),
      ...leftOf(report, write),
      ...proofOf(hash, says),
    ],
  };
}

function stepsOf({ steps }: OffboardingReport, { says, moment }: Writing): Block[] {
  const { stepColumns: columns, step: words, stateOf: states } = says;
  return [
    { kind: 'heading', text: says.steps },
    {
      kind: 'table',
      caption: says.steps,
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

const endsOf = (report: OffboardingReport, { says, number }: Writing): Block[] => [
  { kind: 'heading', text: says.ended },
  {
    kind: 'facts',
    facts: [
      { name: says.sessions, value: number(report.sessionsEnded) },
      { name: says.keys, value: number(report.keysEnded) },
      { name: says.invitations, value: number(report.invitationsVoided) },
      { name: says.seats, value: number(report.seats?.freed) },
      ...(report.seats && report.seats.products.length > 0
        ? [{ name: says.products, value: report.seats.products.join(', ') }]
        : []),
      { name: says.groups, value: number(report.groupsManaged) },
    ],
  },
];

function recordsOf(
  { records }: OffboardingReport,
  { says, number }: Writing,
  named: (id: string) => string,
): Block[] {
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
      caption: says.records,
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

function leftOf({ leftBehind }: OffboardingReport, { says, number }: Writing): Block[] {
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
            caption: says.left,
            columns: [
              { title: columns.type, share: 40, kind: 'head' },
              { title: columns.field, share: 40 },
              { title: columns.count, share: 20, kind: 'number' },
            ],
            rows: records.map(({ type, field, count }) => [type, field ?? '', number(count)]),
          },
  ];
}

const proofOf = (hash: string | null, says: OffboardingTexts): Block[] => [
  { kind: 'heading', text: says.proof },
  ...(hash === null
    ? [{ kind: 'paragraph' as const, text: says.noProof }]
    : [
        { kind: 'paragraph' as const, text: `SHA-256: ${hash}` },
        { kind: 'paragraph' as const, text: says.proofText, look: 'small' as const },
      ]),
];
