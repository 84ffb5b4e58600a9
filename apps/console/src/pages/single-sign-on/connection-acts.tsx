import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { useConnectionAnswers } from './change-connection.js';
import type { Connection } from './connection-queries.js';
import { EditConnection } from './edit-connection.js';
import { useWhyNotChange } from './why-not-change.js';

/** What can be done with a connection as a whole. */
export function ConnectionActs({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const refusal = useWhyNotChange();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const { id, name, enforcement } = connection;
  const { settle } = useConnectionAnswers(id);
  const close = () => setOpen(null);
  const remove = useMutation({
    mutationFn: () => api.delete('/v1/sso-connections/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      toast.say({ tone: 'good', text: say('sso.deleted', { name }) });
      await navigate({ to: '/settings/single-sign-on' });
    },
    onSettled: settle,
  });
  return (
    <>
      <Button refusal={refusal} onPress={() => setOpen('edit')}>
        {say('sso.edit')}
      </Button>
      <Button
        look="danger"
        refusal={refusal ?? (enforcement ? say('sso.delete.enforced') : null)}
        onPress={() => setOpen('delete')}
      >
        {say('sso.delete')}
      </Button>
      {open === 'edit' && <EditConnection connection={connection} onClose={close} />}
      {open === 'delete' && (
        <ConfirmDialog
          title={say('sso.delete.of', { name })}
          go={say('sso.delete')}
          isGrave
          call={remove}
          onGo={() => remove.mutate()}
          onClose={close}
        >
          <ul className="meanings">
            {(['signIn', 'sessions', 'forgotten', 'password'] as const).map((one) => (
              <li key={one}>{say(`sso.delete.means.${one}`)}</li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}
