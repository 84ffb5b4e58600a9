import type { Account, Offboarding, OffboardingReport } from '@seatkeeper/contracts';
import type { Block, Paper } from '@seatkeeper/papers';
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
export const idsIn = ({ by, records }: OffboardingReport): string[] => [
  ...new Set([...(by.type === 'user' ? [by.id] : []), ...(records?.byType.map(({ to }) => to) ?? [])]),
];

/** The report of a leaving as a paper, in the language of the account. Its proof is the hash of the report itself. */
export function offboardingPaper(
  { report, hash }: Offboarding,
  account: Pick<Account, 'name' | 'locale' | 'timeZone'>,
  names: Names,
  sold: SoldNames,
): Paper {
  const write = writing(account, names, sold);
  const { says, language } = write;
  const { user, reason, startedAt, finishedAt } = report;
  const name = `${user.firstName} ${user.lastName}`;
  return {
    language,
    title: says.title(name),
    author: account.name,
    at: new Date(finishedAt ?? startedAt),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: says.who, value: `${name}\n${user.username}\n${user.id}` },
          ...beginningOf(report, write),
          ...(reason === null ? [] : [{ name: says.reason, value: reason }]),
        ],
      },
      ...stepsOf(report.steps, says.step, write),
      ...endsOf(report, write),
      ...recordsOf(report, write),
      ...leftOf(report, write),
      ...proofOf(hash, 'identity.offboarding.finished', says),
    ],
  };
}

const endsOf = (report: OffboardingReport, { says, number, products }: Writing): Block[] => [
  { kind: 'heading', text: says.ended },
  {
    kind: 'facts',
    facts: [
      { name: says.sessions, value: number(report.sessionsEnded) },
      { name: says.keys, value: number(report.keysEnded) },
      { name: says.invitations, value: number(report.invitationsVoided) },
      { name: says.seats, value: number(report.seats?.freed) },
      ...(report.seats && report.seats.products.length > 0
        ? [{ name: says.products, value: products(report.seats.products) }]
        : []),
      { name: says.groups, value: number(report.groupsManaged) },
    ],
  },
];
