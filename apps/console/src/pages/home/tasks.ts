import type { InvitationSearch } from '../invitations/invitation-search.js';
import type { Licence } from '../licences/licence-queries.js';
import type { LicenceSearch } from '../licences/licence-search.js';

/** Invitations whose mail has reached nobody, which end soon, and which are over and still hold a seat. */
export const INVITATIONS = {
  returned: { state: 'open,expired', mail: 'failed,bounced,suppressed' },
  ending: { state: 'open', ends: '3' },
  expired: { state: 'expired' },
} as const satisfies Readonly<Record<string, InvitationSearch>>;
export type InvitationKind = keyof typeof INVITATIONS;
export const INVITATION_KINDS = Object.keys(INVITATIONS) as InvitationKind[];

export type SeatTask = 'over' | 'kept-out' | 'beyond' | 'waiting';

/** Something that waits for somebody, and the way to where it is done. */
export type Task = { readonly count: number; readonly tone: 'bad' | 'warn' } & (
  | {
      readonly what: SeatTask;
      readonly product: string;
      readonly to: '/licences';
      readonly search: LicenceSearch;
    }
  | { readonly what: InvitationKind; readonly to: '/invitations'; readonly search: InvitationSearch }
);

interface Facts {
  readonly licences: readonly Licence[];
  /** Left out while they are not known, or not to be seen. */
  readonly invitations: Partial<Readonly<Record<InvitationKind, number>>>;
}

/** What is worst comes first; nothing of which there is none. */
export function tasksOf({ licences, invitations }: Facts): readonly Task[] {
  const tasks: Task[] = [
    ...licences.flatMap(seatTasks),
    ...INVITATION_KINDS.map((what) => ({
      what,
      count: invitations[what] ?? 0,
      tone: what === 'returned' ? ('bad' as const) : ('warn' as const),
      to: '/invitations' as const,
      search: INVITATIONS[what],
    })),
  ];
  const some = tasks.filter(({ count }) => count > 0);
  return [...some.filter(({ tone }) => tone === 'bad'), ...some.filter(({ tone }) => tone === 'warn')];
}

function seatTasks({
  product,
  overAllocated,
  suspended = 0,
  overage = 0,
  waiting,
}: Licence): Extract<Task, { product: string }>[] {
  const task = (what: SeatTask, count: number, tone: Task['tone'], more: LicenceSearch = {}) => ({
    ...{ what, product, count, tone },
    to: '/licences' as const,
    search: { product, ...more },
  });
  return [
    task('over', overAllocated, 'bad'),
    task('kept-out', suspended, 'bad'),
    task('beyond', overage, 'warn'),
    task('waiting', waiting, 'warn', { view: 'waiting' }),
  ];
}
