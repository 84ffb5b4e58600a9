import type { Account, ReplacementProof, ReplacementReport } from '@seatkeeper/contracts';
import type { Block, Fact, Paper } from '@seatkeeper/papers';
import {
  beginningOf,
  leftOf,
  type Names,
  proofOf,
  recordsOf,
  stepsOf,
  type Writing,
  writing,
} from './report-blocks.js';
import type { SoldNames } from './sold-names.js';

/** Whom a report names by id. */
export const idsInReplacement = ({ by, records, directReports }: ReplacementReport): string[] => [
  ...new Set([
    ...(by.type === 'user' ? [by.id] : []),
    ...(records?.byType.map(({ to }) => to) ?? []),
    ...(directReports?.people ?? []),
  ]),
];

/** The report of a replacement as a paper, in the language of the account: everything that is the successor's now, by name. */
export function replacementPaper(
  { report, hash }: ReplacementProof,
  account: Pick<Account, 'name' | 'locale' | 'timeZone'>,
  names: Names,
  sold: SoldNames,
): Paper {
  const write = writing(account, names, sold);
  const { says, language } = write;
  const { user, successor, startedAt, finishedAt } = report;
  const nameOf = (person: { firstName: string; lastName: string }) =>
    `${person.firstName} ${person.lastName}`;
  const said = (person: typeof user) => `${nameOf(person)}\n${person.username}\n${person.id}`;
  return {
    language,
    title: says.replacementTitle(nameOf(user), nameOf(successor)),
    author: account.name,
    at: new Date(finishedAt ?? startedAt),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: says.replaced, value: said(user) },
          { name: says.successor, value: `${said(successor)}${successor.isNew ? `\n${says.newcomer}` : ''}` },
          ...beginningOf(report, write),
        ],
      },
      ...stepsOf(report.steps, says.replacementStep, write),
      ...endsOf(report, write),
      ...takenOver(report, write),
      ...recordsOf(report, write),
      ...leftOf(report, write),
      ...proofOf(hash, 'identity.replacement.finished', says),
    ],
  };
}

const endsOf = (report: ReplacementReport, { says, number, products }: Writing): Block[] => [
  { kind: 'heading', text: says.ended },
  {
    kind: 'facts',
    facts: [
      { name: says.sessions, value: number(report.sessionsEnded) },
      { name: says.keys, value: number(report.keysEnded) },
      { name: says.invitations, value: number(report.invitationsVoided) },
      { name: says.swapped, value: number(report.seats?.swapped) },
      ...(report.seats && report.seats.products.length > 0
        ? [{ name: says.products, value: products(report.seats.products) }]
        : []),
      ...(report.seats && report.seats.freed.length > 0
        ? [{ name: says.alreadyHeld, value: products(report.seats.freed) }]
        : []),
    ],
  },
];

type Named = readonly { id: string; name: string }[];
const lines = (named: Named): string => named.map(({ id, name }) => `${name} (${id})`).join('\n');

/** What was copied, who reports to the successor, and which groups they manage. */
function takenOver({ given, directReports, groupsManaged }: ReplacementReport, write: Writing): Block[] {
  const { says, number, named } = write;
  const facts: Fact[] = [];
  const has = (name: string, value: string) => value !== '' && facts.push({ name, value });
  if (given) {
    has(says.copied.groups, lines(given.groups));
    has(says.copied.offices, lines(given.offices));
    if (given.copied.includes('visibility')) has(says.copied.visibility, says.visibilityGiven);
    if (given.sharedItems > 0) has(says.copied.sharedItems, number(given.sharedItems));
  }
  if (groupsManaged) has(says.managedMoved, lines(groupsManaged));
  const moved = directReports?.people ?? [];
  const more = (directReports?.count ?? 0) - moved.length;
  return [
    { kind: 'heading', text: says.given },
    ...(facts.length > 0 ? [{ kind: 'facts' as const, facts }] : []),
    ...(moved.length > 0
      ? [
          {
            kind: 'table' as const,
            columns: [{ title: says.reportsMoved, share: 1, kind: 'head' as const }],
            rows: [...moved.map((id) => [named(id)]), ...(more > 0 ? [[says.more(number(more))]] : [])],
          },
        ]
      : []),
    ...(facts.length === 0 && moved.length === 0
      ? [{ kind: 'paragraph' as const, text: given ? says.givenNothing : says.unknown }]
      : []),
  ];
}
