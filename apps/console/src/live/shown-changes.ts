import type { LiveEvent } from '@seatkeeper/client';
import type { QueryKey } from '@tanstack/react-query';

/** One change, as the stream tells it. */
export type Change = Extract<LiveEvent, { event: 'change' }>['data'];

/** Stands for any part of a key. */
export const ANY = '*';

/**
 * Whether what a query has asked for shows what `shown` says: its key begins with that. Where the key has a list of ids, it is one of
 * them.
 */
export function isShownBy(shown: QueryKey, key: QueryKey): boolean {
  return shown.every((part, n) => {
    const asked: unknown = key[n];
    return part === ANY ? n < key.length : part === asked || (Array.isArray(asked) && asked.includes(part));
  });
}

/** Whether an answer was given after a change: it has its subject, at least as new. Then nothing has to be asked for. */
export function knows(answer: unknown, { subject, version }: Change): boolean {
  if (version === null) return false;
  const isAsNew = (item: unknown): boolean => {
    const { id, version: known } = (item ?? {}) as { id?: unknown; version?: unknown };
    return id === subject.id && typeof known === 'number' && known >= version;
  };
  const { items, pages } = (answer ?? {}) as { items?: unknown; pages?: unknown };
  if (Array.isArray(pages)) return pages.some((page) => knows(page, { subject, version } as Change));
  return Array.isArray(items) ? items.some(isAsNew) : isAsNew(answer);
}
