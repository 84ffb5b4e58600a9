import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { useToastProblem } from '../../design/problems.js';
import { ShownOnce } from '../../design/shown-once.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { EditEndpoint } from './edit-endpoint.js';
import type { Endpoint } from './webhook-queries.js';

type Act = 'edit' | 'secret' | 'disable' | 'delete';

/** What can be done with an endpoint. */
export function EndpointActs({ endpoint }: { readonly endpoint: Endpoint }) {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const complain = useToastProblem();
  const [open, setOpen] = useState<Act | null>(null);
  const { id, state } = endpoint;
  const params = { path: { id } };
  const close = () => setOpen(null);
  const again = () => void queries.invalidateQueries({ queryKey: ['webhooks'] });
  const test = useMutation({
    mutationFn: () => api.post('/v1/webhook-endpoints/{id}/test', { params }),
    onSuccess: ({ id: delivery }) =>
      void navigate({ to: '/webhooks/$id', params: { id }, search: { delivery }, resetScroll: false }),
    onError: complain,
    onSettled: again,
  });
  const turn = useMutation({
    mutationFn: (next: 'enabled' | 'disabled') =>
      api.patch('/v1/webhook-endpoints/{id}', { params, body: { state: next } }),
    onSuccess: (_saved, next) => {
      toast.say({ tone: 'good', text: say(`webhooks.now.${next}`) });
      close();
    },
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: () => api.delete('/v1/webhook-endpoints/{id}', { params }),
    onSuccess: async () => {
      toast.say({ tone: 'good', text: say('webhooks.deleted') });
      await navigate({ to: '/webhooks' });
    },
    onSettled: again,
  });
  return (
    <>
      <Button
        isPending={test.isPending}
        refusal={state === 'disabled' ? say('problems.endpoint-disabled') : null}
        onPress={() => test.mutate()}
      >
        {say('webhooks.test')}
      </Button>
      <Button onPress={() => setOpen('edit')}>{say('webhooks.edit')}</Button>
      <Button onPress={() => setOpen('secret')}>{say('webhooks.secret.new')}</Button>
      {state === 'disabled' ? (
        <Button
          look="main"
          isPending={turn.isPending}
          onPress={() => turn.mutate('enabled', { onError: complain })}
        >
          {say('webhooks.enable')}
        </Button>
      ) : (
        <Button onPress={() => setOpen('disable')}>{say('webhooks.disable')}</Button>
      )}
      <Button look="danger" onPress={() => setOpen('delete')}>
        {say('webhooks.delete')}
      </Button>
      {open === 'edit' && <EditEndpoint endpoint={endpoint} onClose={close} />}
      {open === 'secret' && <NewSecret endpoint={endpoint} onClose={close} />}
      {open === 'disable' && (
        <ConfirmDialog
          title={say('webhooks.disable')}
          go={say('webhooks.disable')}
          isGrave
          call={turn}
          onGo={() => turn.mutate('disabled')}
          onClose={close}
        >
          <p>{say('webhooks.disable.means')}</p>
        </ConfirmDialog>
      )}
      {open === 'delete' && (
        <ConfirmDialog
          title={say('webhooks.delete')}
          go={say('webhooks.delete')}
          isGrave
          call={remove}
          onGo={() => remove.mutate()}
          onClose={close}
        >
          <p>{say('webhooks.delete.means')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Another secret that signs: what it means is said first, then it is shown once. */
function NewSecret({ endpoint, onClose }: { readonly endpoint: Endpoint; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const renew = useMutation({
    mutationFn: () =>
      api.post('/v1/webhook-endpoints/{id}/secret', { params: { path: { id: endpoint.id } } }),
    gcTime: 0,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  if (renew.data)
    return (
      <ShownOnce
        title={say('webhooks.secret.shown')}
        label={say('webhooks.secret')}
        secret={renew.data.secret}
        onKept={onClose}
      />
    );
  return (
    <ConfirmDialog
      title={say('webhooks.secret.new')}
      go={say('webhooks.secret.go')}
      call={renew}
      onGo={() => renew.mutate()}
      onClose={onClose}
    >
      <p>{say('webhooks.secret.means')}</p>
      {endpoint.secrets.length > 1 && <p>{say('webhooks.secret.third')}</p>}
    </ConfirmDialog>
  );
}
