import { createHash } from 'node:crypto';
import { type Bound, type DriftLimit, Fault, type ReassignmentPlan } from '@seatkeeper/contracts';
import { markOf } from '../records/fields.js';
import type { AsSeen } from '../records/ownership.repository.js';
import { fieldsIn } from './distribution.js';
import type { StoredRun } from './runs.schema.js';

/** When a preview began to count, and how much it found. */
export interface Previewed {
  at: Date;
  total: number;
}

/** What a manifest is about: one plan, or one undo, of one account. */
type Subject = readonly unknown[];

export const ofPlan = (accountId: string, { from, to, split, rules, filter }: ReassignmentPlan): Subject => [
  'plan',
  accountId,
  from,
  to,
  split?.map((share) => [share.to, share.weight]),
  rules?.map((rule) => [rule.types, rule.to]),
  filter && [filter.types, filter.tags, filter.closed],
];

/** The same plan as it was previewed, where somebody stood in it for who did not exist yet. */
export const asPreviewed = (plan: ReassignmentPlan, { seenAs }: Bound): ReassignmentPlan =>
  seenAs === undefined ? plan : { ...plan, to: seenAs };

export const ofUndo = (accountId: string, run: string): Subject => ['undo', accountId, run];

/**
 * Names what a preview has counted. It is no secret and proves nothing: whoever makes one up may start the same run without. The digest
 * only tells that it is brought to the plan that it is of.
 */
export const manifestOf = (subject: Subject, { at, total }: Previewed): string =>
  `m1-${at.getTime()}-${total}-${digestOf(subject, at.getTime(), total)}`;

/** What a manifest says. Throws `validation-failed` when it is of something else. */
export function readManifest(subject: Subject, manifest: string): Previewed {
  const [, at, total, digest] = manifest.split('-');
  if (digest !== digestOf(subject, Number(at), Number(total))) {
    const message = 'This is the manifest of another preview: preview this once more';
    throw new Fault('validation-failed', { errors: [{ path: 'manifest', message }] });
  }
  return { at: new Date(Number(at)), total: Number(total) };
}

const digestOf = (subject: Subject, at: number, total: number): string =>
  createHash('sha256')
    .update(JSON.stringify([subject, at, total]))
    .digest('hex')
    .slice(0, 32);

/** What became of what a preview has counted: how much is as it was, and how much came or was written since. */
export interface Drift {
  previewed: number;
  unchanged: number;
  changed: number;
}

/**
 * Says no when more differs than may. What was written is missing among the unchanged and counted among the changed: so the
 * larger difference counts, not both.
 */
export function refuseDrift(drift: Drift, limit: DriftLimit | undefined): Fault | null {
  const { previewed, unchanged, changed } = drift;
  const differs = Math.max(Math.abs(previewed - unchanged), changed);
  if (limit === undefined || differs <= allowedOf(limit, previewed)) return null;
  const allowed = allowedOf(limit, previewed);
  return new Fault('too-much-drift', {
    detail:
      `The preview counted ${previewed}; of these ${unchanged} are as they were, and ${changed} have come or changed since. ` +
      `${differs} differ, and ${allowed} may: preview it once more.`,
    members: { ...drift, now: unchanged + changed, differs, allowed },
  });
}

const allowedOf = (limit: DriftLimit, previewed: number): number =>
  'records' in limit ? limit.records : Math.floor((previewed * limit.percent) / 100);

/** What a run keeps of the preview that it is bound to. */
export const boundTo = (
  { manifest }: Bound,
  { at, total }: Previewed,
  skipped: number,
): StoredRun['bound'] => ({
  manifest,
  before: at,
  previewed: total,
  skipped,
});

/** What a run may move, where it is bound to a preview. An undo gives back what is untouched anyway. */
export const seenBy = ({ _id, bound, undoes, quotas }: StoredRun): AsSeen | undefined =>
  bound && undoes === undefined
    ? { before: bound.before, marks: fieldsIn(quotas).map((field) => markOf(_id, field)) }
    : undefined;
