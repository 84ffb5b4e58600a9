import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '../../../design/toasts.js';
import { viewsQuery } from './view-queries.js';

/** A call upon one view: what came of it is told, and the views are asked for anew. */
export function useViewCall<After>(
  call: () => Promise<After>,
  told: (after: After) => string,
  onDone: (after: After) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: (after) => {
      toast.say({ tone: 'good', text: told(after) });
      onDone(after);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
}
