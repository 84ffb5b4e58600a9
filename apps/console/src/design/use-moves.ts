import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useKeptFocus } from './kept-focus.js';
import { useToastProblem } from './problems.js';
import { useSay } from '../words/words.js';
import type { Move } from './places.js';

/** What puts a line behind another one, or first. */
type PutBehind = (id: string, after: string | null) => Promise<{ readonly id: string }>;

/** The order of a list that is changed line by line; `changed` are the answers that show it. */
export function useMoves(
  list: readonly { readonly id: string }[],
  putBehind: PutBehind,
  changed: readonly QueryKey[],
) {
  const say = useSay();
  const queries = useQueryClient();
  const complain = useToastProblem();
  const { keep, table } = useKeptFocus(list.map(({ id }) => id).join());
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id, after }: { id: string; after: string | null; to: Move }) => putBehind(id, after),
    onSuccess: ({ id }, { to }) => keep(`${id}-${to}`),
    onError: complain,
    // Until the order is shown as it is now the next move would be counted from another place.
    onSettled: () => Promise.all(changed.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  return {
    table,
    /** Why no line can be moved while another one is. */
    busy: isPending ? say('shell.move.busy') : null,
    move: (id: string, to: Move, after: string | null) => mutate({ id, after, to }),
  };
}
