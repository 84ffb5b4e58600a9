import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Dialog } from '../../design/dialogs.js';
import { SaveForm } from '../../design/save-form.js';
import { ShownOnce } from '../../design/shown-once.js';
import { useSay } from '../../words/words.js';
import { endpointOf, isForNothing, NEW_ENDPOINT } from './endpoint-drafts.js';
import { EndpointFields } from './endpoint-fields.js';

/** An address to which events are sent from now on; then the secret that signs them, which is shown this once. */
export function NewEndpoint({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(NEW_ENDPOINT);
  const make = useMutation({
    mutationFn: () => api.post('/v1/webhook-endpoints', { body: endpointOf(draft) }),
    // What is kept of it holds no secret: this is the dialog's alone.
    gcTime: 0,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const made = make.data;
  if (made)
    return (
      <ShownOnce
        title={say('webhooks.secret.shown')}
        label={say('webhooks.secret')}
        secret={made.secret}
        onKept={() => {
          onClose();
          void navigate({ to: '/webhooks/$id', params: { id: made.id } });
        }}
      />
    );
  return (
    <Dialog title={say('webhooks.new')} isOpen onClose={onClose} look="wide">
      <SaveForm
        go={say('webhooks.create')}
        call={make}
        refusal={isForNothing(draft) ? say('webhooks.events.first') : null}
        onSave={() => make.mutate()}
        onCancel={onClose}
      >
        <EndpointFields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      </SaveForm>
    </Dialog>
  );
}
