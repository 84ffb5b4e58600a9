/** Where a line is moved to among others. */
export const MOVES = ['first', 'up', 'down'] as const;
export type Move = (typeof MOVES)[number];

interface Placed {
  readonly id: string;
}

/** Behind which one a line stands after a move, null for the first place; undefined where it stands there already. */
export function placeBehind(list: readonly Placed[], at: number, move: Move): string | null | undefined {
  switch (move) {
    case 'first':
      return at === 0 ? undefined : null;
    case 'up':
      return at === 0 ? undefined : (list[at - 2]?.id ?? null);
    case 'down':
      return list[at + 1]?.id;
  }
}
