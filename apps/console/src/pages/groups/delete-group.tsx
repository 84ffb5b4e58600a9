import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { EffectPreview } from './effect-preview.js';
import { type Group, previewQuery } from './group-queries.js';

/** A group that goes takes what it allowed from everybody in it, as if it allowed nothing. */
export function DeleteGroup({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const preview = useQuery({
    ...previewQuery(group, { permissions: [] }),
    enabled: group.permissions.length > 0,
  });
  const remove = useMutation({
    mutationFn: () => api.delete('/v1/groups/{id}', { params: { path: { id: group.id } } }),
    onSuccess: async () => {
      toast.say({ tone: 'good', text: say('groups.deleted', { name: group.name }) });
      await navigate({ to: '/groups' });
    },
    onSettled: () => {
      for (const queryKey of [['groups', 'list'], ['people'], ['choices', 'group'], meQuery.queryKey])
        void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <ConfirmDialog
      title={say('groups.delete.title', { name: group.name })}
      look="wide"
      go={say('groups.delete')}
      isGrave
      call={remove}
      onGo={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{say('groups.delete.means')}</p>
      {group.permissions.length > 0 && preview.isPending && <Skeleton lines={3} />}
      {preview.error && <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && <EffectPreview preview={preview.data} />}
    </ConfirmDialog>
  );
}
