import type { Item } from '@seatkeeper/client';

export type Waiting = Item<'/v1/licenses/{product}/waiting'>;
export type Move = 'first' | 'up' | 'down' | 'last';
export type Target = { readonly to: 'first' | 'last' } | { readonly before: string };

/** Where somebody goes who is moved from a place in the list that is shown; null where they are there already. */
export function targetOf(list: readonly Waiting[], at: number, move: Move, isWhole: boolean): Target | null {
  const last = list.length - 1;
  if ((move === 'first' || move === 'up') && at === 0) return null;
  if ((move === 'down' || move === 'last') && at === last && isWhole) return null;
  switch (move) {
    case 'first':
    case 'last':
      return { to: move };
    case 'up':
      return { before: list[at - 1]!.user.id };
    case 'down': {
      const behind = list[at + 2];
      if (behind) return { before: behind.user.id };
      // Of a list that goes on nobody knows who comes behind the next one.
      return at + 1 === last && isWhole ? { to: 'last' } : null;
    }
  }
}

interface Pages {
  readonly pages: { readonly items: Waiting[] }[];
}

/** The list as it is after a move, page by page as it was read; positions are those of the list that is shown. */
export function movedIn<List extends Pages>(list: List, id: string, target: Target): List {
  const before = list.pages.flatMap(({ items }) => items);
  const who = before.find(({ user }) => user.id === id);
  if (!who) return list;
  const others = before.filter(({ user }) => user.id !== id);
  const at =
    'before' in target
      ? others.findIndex(({ user }) => user.id === target.before)
      : target.to === 'first'
        ? 0
        : others.length;
  if (at < 0) return list;
  const places = before.map(({ position }) => position);
  const after = others.toSpliced(at, 0, who).map((one, n) => ({ ...one, position: places[n]! }));
  let taken = 0;
  const pages = list.pages.map((page) => {
    const items = after.slice(taken, taken + page.items.length);
    taken += page.items.length;
    return { ...page, items };
  });
  return { ...list, pages };
}
