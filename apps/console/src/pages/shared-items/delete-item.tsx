import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { CHANGED_BY_ITEMS, type SharedItem } from './shared-item-queries.js';

/** Says that a thing is there no longer. */
export function DeleteItem({
  item: { id, name },
  onClose,
}: {
  readonly item: SharedItem;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete('/v1/shared-items/{id}', { params: { path: { id } } }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('shared-items.removed', { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED_BY_ITEMS) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <ConfirmDialog
      title={say('shared-items.remove.of', { name })}
      go={say('shared-items.remove')}
      isGrave
      call={remove}
      onGo={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{say('shared-items.remove.means')}</p>
    </ConfirmDialog>
  );
}
