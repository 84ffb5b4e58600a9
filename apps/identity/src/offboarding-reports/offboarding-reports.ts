import {
  type Offboarding,
  OFFBOARDING_ROWS,
  type OffboardingReport,
  type OffboardingStep,
  type Output,
  type countRecords,
  type Reassignment,
  type ReplacementReport,
} from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import { hashOf } from '../audit/chain.js';
import type { Flow, FlowOf } from '../users/stored-flows.js';
import type { StoredUser } from '../users/users.schema.js';
import type { OffboardingFacts, StoredOffboarding } from './offboarding-reports.schema.js';

type Counted = Output<typeof countRecords>['items'];
type Run = Pick<Reassignment, 'id' | 'state' | 'detail' | 'finishedAt' | 'progress'>;

/** What is known besides: the run that moves the records, and what is left, once nothing more happens. */
export interface Around {
  run: Run | null;
  end?: { at: Date; directReports: number; left: Counted };
}

export const isLeaving = (flow: Flow | undefined): flow is FlowOf<'deactivate'> =>
  flow?.kind === 'deactivate';

/** The offboarding that a flow is, as far as it has come. */
export function factsOf(
  user: StoredUser,
  { id, by, input, startedAt }: FlowOf<'deactivate'>,
): OffboardingFacts {
  const { username, firstName, lastName, _id: userId } = user;
  const { reason, freed, products, reassignmentId, done } = input;
  return {
    id: offboardingId(userId, id),
    userId,
    name: { username, firstName, lastName },
    by: whoBegan(by),
    startedAt,
    moves: reassignmentId !== undefined,
    ...done,
    ...(reason !== undefined && { reason }),
    ...(freed !== undefined && { freed }),
    ...(products && { products }),
  };
}

/** Without a word about proof: whether it is they was asked when it began. */
export const whoBegan = (by: FlowOf<'deactivate'>['by']): OffboardingFacts['by'] => ({
  type: by.type,
  id: by.id,
  ...(by.type === 'user' && by.keyId !== undefined && { keyId: by.keyId }),
});

/** One for each flow. */
export const offboardingId = (userId: string, flowId: string): string => derivedId('ofb', userId, flowId);

/** The report as far as it goes; final with `end`. */
export function reportOf(facts: OffboardingFacts, around: Around): OffboardingReport {
  const { id, userId, name, by, reason, startedAt, products } = facts;
  const { run } = around;
  return {
    id,
    user: { id: userId, ...name },
    by,
    reason: reason ?? null,
    startedAt: startedAt.toISOString(),
    ...endOf(around),
    steps: stepsOf(facts, run),
    sessionsEnded: facts.sessions ?? null,
    keysEnded: facts.keys ?? null,
    invitationsVoided: facts.invitations ?? null,
    seats: facts.freedAt ? { freed: facts.freed ?? 0, products: products ?? [] } : null,
    groupsManaged: facts.managed ?? null,
    records: movedOf(facts, run),
    leftBehind: leftBehindOf(around),
  };
}

/** When it was over, once it is. */
export const endOf = ({ end }: Around): Pick<OffboardingReport, 'finishedAt' | 'state'> => ({
  finishedAt: end?.at.toISOString() ?? null,
  state: end ? 'done' : 'running',
});

/** The records that have moved. */
export const movedOf = (
  { reassignmentId }: Pick<OffboardingFacts, 'reassignmentId'>,
  run: Run | null,
): OffboardingReport['records'] => ({
  reassignmentId: reassignmentId ?? null,
  moved: run?.progress.done ?? 0,
  byType: run?.progress.byType.filter(({ count }) => count > 0).slice(0, OFFBOARDING_ROWS) ?? [],
});

export const leftBehindOf = ({ end }: Around): OffboardingReport['leftBehind'] =>
  end ? { directReports: end.directReports, records: leftOf(end.left) } : null;

/** Open and closed ones alike. */
export const leftOf = (counted: Counted) =>
  counted
    .map(({ type, field, open, closed }) => ({
      type,
      ...(field !== undefined && { field }),
      count: open + closed,
    }))
    .filter(({ count }) => count > 0)
    .slice(0, OFFBOARDING_ROWS);

/** SHA-256 of the JSON of a report, its fields in the order of their names. */
export const reportHash = (report: OffboardingReport | ReplacementReport): string => hashOf(report);

/** What somebody is shown of it; who may not read records does not learn of them here. */
export function shown<R extends Shown>(
  proved: { report: R; hash: string | null },
  readsRecords: boolean,
): { report: R; hash: string | null } {
  if (readsRecords) return proved;
  const { report, hash } = proved;
  const { leftBehind } = report;
  const steps = report.steps.map((step) => (step.step === 'records' ? { ...step, detail: null } : step));
  return {
    report: { ...report, steps, records: null, leftBehind: leftBehind && { ...leftBehind, records: null } },
    hash,
  };
}

type Shown = Pick<OffboardingReport, 'records' | 'leftBehind'> & {
  steps: { step: string; detail: string | null }[];
};

/** What is stored, where it is final. */
export const finalOf = ({ kind, report, hash }: StoredOffboarding): Offboarding | null =>
  kind === undefined && report && hash !== undefined ? { report: report as OffboardingReport, hash } : null;

function stepsOf(facts: OffboardingFacts, run: Run | null): OffboardingStep[] {
  const { leftAt, freedAt, handedOverAt } = facts;
  return [
    stepOf('access', leftAt, true),
    stepOf('seats', freedAt, leftAt !== undefined),
    stepOf('groups', handedOverAt, freedAt !== undefined),
    { step: 'records', ...recordsStep(facts, run) },
  ];
}

export const stepOf = <S extends string>(step: S, at: Date | undefined, isReached: boolean) => ({
  step,
  state: at ? ('done' as const) : isReached ? ('running' as const) : ('waiting' as const),
  at: at?.toISOString() ?? null,
  detail: null,
});

type RecordsFacts = Pick<
  OffboardingFacts,
  'moves' | 'freedAt' | 'handedOverAt' | 'reassignmentId' | 'refusal'
>;

export function recordsStep(
  { moves, freedAt, handedOverAt, reassignmentId, refusal }: RecordsFacts,
  run: Run | null,
): Omit<OffboardingStep, 'step'> {
  if (!moves) return { state: 'skipped', at: null, detail: 'No reassignment was asked for.' };
  if (!handedOverAt) return { state: freedAt ? 'running' : 'waiting', at: null, detail: null };
  if (reassignmentId === undefined)
    return { state: 'failed', at: handedOverAt.toISOString(), detail: refusal ?? 'No run could be begun.' };
  if (!run) return { state: 'failed', at: null, detail: 'The run is not known any more.' };
  if (run.state === 'finished') return { state: 'done', at: run.finishedAt, detail: null };
  if (run.state === 'failed') return { state: 'failed', at: run.finishedAt, detail: run.detail };
  if (run.state === 'cancelled')
    return {
      state: 'failed',
      at: run.finishedAt,
      detail: 'The run was cancelled before everything had moved.',
    };
  return { state: 'running', at: null, detail: run.state === 'running' ? null : `The run is ${run.state}.` };
}
