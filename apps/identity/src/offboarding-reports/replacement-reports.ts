import {
  OFFBOARDING_ROWS,
  type CopyOnReplace,
  type ReplacementProof,
  type ReplacementReport,
} from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import type { z } from 'zod';
import type { Flow, FlowOf } from '../users/stored-flows.js';
import type { StoredUser } from '../users/users.schema.js';
import {
  type Around,
  endOf,
  leftBehindOf,
  movedOf,
  recordsStep,
  stepOf,
  whoBegan,
} from './offboarding-reports.js';
import type { OffboardingFacts, ReplacementFacts, StoredOffboarding } from './offboarding-reports.schema.js';

export const isReplacing = (flow: Flow | undefined): flow is FlowOf<'replace'> => flow?.kind === 'replace';

/** One for each flow. */
export const replacementId = (userId: string, flowId: string): string => derivedId('rpl', userId, flowId);

type Person = Pick<StoredUser, '_id' | 'username' | 'firstName' | 'lastName'>;

export const successorOf = (
  { _id: id, username, firstName, lastName }: Person,
  isNew: boolean,
): ReplacementReport['successor'] => ({ id, username, firstName, lastName, isNew });

/** What the successor has from who is replaced, as far as it is to be copied; `groups` are theirs, by name. */
export const givenOf = (
  { groups: held, offices, sharedItems = [] }: Pick<StoredUser, 'groups' | 'offices' | 'sharedItems'>,
  copied: z.output<typeof CopyOnReplace>[],
  groups: readonly { _id: string; name: string }[],
): NonNullable<ReplacementReport['given']> => ({
  copied,
  groups: copied.includes('groups')
    ? groups.filter(({ _id }) => held.includes(_id)).map(({ _id: id, name }) => ({ id, name }))
    : [],
  offices: copied.includes('offices') ? offices.map(({ id, name }) => ({ id, name })) : [],
  sharedItems: copied.includes('sharedItems') ? sharedItems.length : 0,
});

/** The replacement that a flow is, as far as it has come. */
export function replacementFactsOf(
  user: StoredUser,
  { id, by, input, startedAt }: FlowOf<'replace'>,
  successor: Person,
): ReplacementFacts {
  const { username, firstName, lastName, _id: userId } = user;
  const { swapped, products, common, reassignmentId, done, newcomer } = input;
  return {
    id: replacementId(userId, id),
    userId,
    name: { username, firstName, lastName },
    by: whoBegan(by),
    startedAt,
    successor: successorOf(successor, newcomer !== undefined),
    moves: reassignmentId !== undefined,
    ...done,
    ...(swapped !== undefined && { swapped }),
    ...(products && { products }),
    ...(common && { common }),
  };
}

/** The report as far as it goes; final with `end`. */
export function replacementReportOf(facts: ReplacementFacts, around: Around): ReplacementReport {
  const { id, userId, name, by, startedAt, successor, products, leftAt, freedAt, handedOverAt } = facts;
  return {
    id,
    user: { id: userId, ...name },
    successor,
    by,
    startedAt: startedAt.toISOString(),
    ...endOf(around),
    steps: [
      stepOf('access', leftAt, true),
      stepOf('seats', freedAt, leftAt !== undefined),
      stepOf('place', handedOverAt, freedAt !== undefined),
      { step: 'records', ...recordsStep(facts, around.run) },
    ],
    sessionsEnded: facts.sessions ?? null,
    keysEnded: facts.keys ?? null,
    invitationsVoided: facts.invitations ?? null,
    seats: freedAt
      ? { swapped: facts.swapped ?? 0, products: products ?? [], freed: facts.common ?? [] }
      : null,
    given: facts.given ?? null,
    directReports: facts.reports ?? null,
    groupsManaged: facts.manages?.slice(0, OFFBOARDING_ROWS) ?? null,
    records: movedOf(facts, around.run),
    leftBehind: leftBehindOf(around),
  };
}

const isOfReplacement = (facts: OffboardingFacts | ReplacementFacts): facts is ReplacementFacts =>
  'successor' in facts;

/** What is stored of a replacement; null for an offboarding. */
export const replacementFacts = ({ facts }: StoredOffboarding): ReplacementFacts | null =>
  isOfReplacement(facts) ? facts : null;

/** What is stored, where it is final. */
export const finalReplacementOf = ({ kind, report, hash }: StoredOffboarding): ReplacementProof | null =>
  kind === 'replacement' && report && hash !== undefined
    ? { report: report as ReplacementReport, hash }
    : null;
