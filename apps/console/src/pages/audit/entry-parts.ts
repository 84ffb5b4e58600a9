import type { AuditEntry } from './audit-queries.js';

/** What the sentence of an entry can name: people by id, and the rest as it was written down. */
export interface EntryParts {
  readonly user?: string;
  readonly previous?: string;
  readonly name?: string;
  readonly product?: string;
  readonly origin?: string;
  readonly job?: string;
  /** Somebody did it to themselves. */
  readonly isSelf: boolean;
}

/** Told by the sentence of an entry, or in the line beneath it, so that it is not told once more. */
export const saidOf = ({ address, detail }: Pick<AuditEntry, 'address' | 'detail'>): readonly string[] => [
  'name',
  'product',
  ...(address !== null && detail['address'] === address ? ['address'] : []),
];

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export function entryParts({
  actor,
  target,
  detail,
}: Pick<AuditEntry, 'actor' | 'target' | 'detail'>): EntryParts {
  const user = target.id.startsWith('usr_') ? target.id : (text(detail['userId']) ?? text(detail['from']));
  const found = {
    user,
    previous: text(detail['previousUserId']),
    name: text(detail['name']),
    product: text(detail['product']),
    origin: text(detail['origin']),
    job: text(detail['action']),
  };
  return {
    ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)),
    isSelf: user !== undefined && actor.type === 'user' && user === actor.id,
  };
}

/** Everybody whom sentences name, to be asked for at once. */
export const peopleIn = (entries: readonly AuditEntry[]): string[] =>
  entries.flatMap((entry) => {
    const { user, previous } = entryParts(entry);
    const { type, id, accountId } = entry.actor;
    // Of another account the log has the name.
    const actor = type === 'user' && accountId === undefined ? id : undefined;
    return [actor, user, previous].filter((id) => id !== undefined);
  });
