import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { fullName } from '../../design/full-name.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import type { Invitation } from './invitation-search.js';

/** Another address for somebody whose mail went astray: the new link goes there, by the same call. */
export function CorrectAddress({
  invitation: { user, sentTo },
  onClose,
}: {
  readonly invitation: Pick<Invitation, 'user' | 'sentTo'>;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [email, setEmail] = useState(sentTo);
  const save = useMutation({
    mutationFn: () =>
      api.patch('/v1/users/{id}', { params: { path: { id: user.id } }, body: { email: email.trim() } }),
    onSuccess: ({ email: address }) => {
      toast.say({ tone: 'good', text: say('invitations.correct.done', { address }) });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const isSame = email.trim().toLowerCase() === sentTo.toLowerCase();
  return (
    <Dialog title={say('invitations.correct.title', { name: fullName(user) })} isOpen onClose={onClose}>
      <SaveForm
        go={say('invitations.correct.go')}
        call={save}
        refusal={isSame ? say('invitations.correct.same') : null}
        onSave={() => save.mutate()}
        onCancel={onClose}
      >
        <p>{say('invitations.correct.means')}</p>
        <TextField
          name="email"
          type="email"
          label={say('invitations.correct.field')}
          value={email}
          onChange={setEmail}
          isRequired
          autoFocus
        />
      </SaveForm>
    </Dialog>
  );
}
