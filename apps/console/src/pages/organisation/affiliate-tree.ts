/** An account of a hierarchy, with those right below it. */
export interface Branch<A> {
  readonly account: A;
  readonly below: readonly Branch<A>[];
}

/**
 * The list as the API gives it, each behind the one above it, as a tree below `top`. One whose parent is not in the list, as when it was
 * moved between two pages, stands right below the top rather than nowhere.
 */
export function treeOf<A extends { readonly id: string; readonly parentId: string }>(
  top: string,
  accounts: readonly A[],
): readonly Branch<A>[] {
  const known = new Set(accounts.map(({ id }) => id));
  const byParent = new Map<string, A[]>();
  for (const account of accounts) {
    const parent = known.has(account.parentId) ? account.parentId : top;
    byParent.set(parent, [...(byParent.get(parent) ?? []), account]);
  }
  const below = (id: string): readonly Branch<A>[] =>
    (byParent.get(id) ?? []).map((account) => ({ account, below: below(account.id) }));
  return below(top);
}

interface Placed {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

/** Where an account can be put: the top, or any account that is not below it already, but not where it is. */
export function placesFor<A extends Placed>(
  { id, parentId }: Placed,
  top: { readonly id: string; readonly name: string },
  all: readonly A[],
): { readonly id: string; readonly name: string }[] {
  const parentOf = new Map(all.map((one) => [one.id, one.parentId]));
  const isWithin = (one: string | undefined, seen: number): boolean =>
    one === id || (one !== undefined && seen < all.length && isWithin(parentOf.get(one), seen + 1));
  return [top, ...all.filter((one) => !isWithin(one.id, 0))]
    .filter((one) => one.id !== parentId)
    .map((one) => ({ id: one.id, name: one.name }));
}
