import type { Run } from './runs.js';

/** Everybody whom a run names. */
export const peopleOf = ({ from, plan, startedBy, progress }: Run): string[] => [
  from,
  ...receiversOf({ plan }),
  ...progress.byType.map(({ to }) => to),
  ...(startedBy.type === 'user' ? [startedBy.id] : []),
];

/** Who gets records, each once, in the order in which the plan names them. */
export const receiversOf = ({ plan: { to, split = [], rules = [] } }: Pick<Run, 'plan'>): string[] => [
  ...new Set([
    ...(to === undefined ? [] : [to]),
    ...split.map((share) => shareOf(share).to),
    ...rules.map((rule) => rule.to),
  ]),
];

interface Share {
  readonly to: string;
  readonly weight: number;
}

/** A share as runs tell it; its type says less, since a plan may also be given with names alone. */
const shareOf = (share: unknown): Share => share as Share;

/** The plan of a run, to be begun anew. */
export const planOf = ({ plan: { split, ...plan } }: Pick<Run, 'plan'>) => ({
  ...plan,
  ...(split && { split: split.map(shareOf) }),
});
