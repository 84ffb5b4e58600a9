import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { type Affiliate, CHANGED } from './affiliate-queries.js';

/** Lets an account below go, with all that is below it. */
export function ReleaseAffiliate({
  affiliate: { id, name },
  onClose,
}: {
  readonly affiliate: Affiliate;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const release = useMutation({
    mutationFn: () => api.delete('/v1/account/affiliates/{id}', { params: { path: { id } } }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('organisation.affiliate.released', { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <ConfirmDialog
      title={say('organisation.affiliate.release.of', { name })}
      go={say('organisation.affiliate.release')}
      isGrave
      call={release}
      onGo={() => release.mutate()}
      onClose={onClose}
    >
      <p>{say('organisation.affiliate.release.means', { name })}</p>
    </ConfirmDialog>
  );
}
