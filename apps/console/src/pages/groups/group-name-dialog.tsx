import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import type { Group } from './group-queries.js';

/** The name of a new group, which is then looked at; or another name for one that there is. */
export function GroupNameDialog({
  group,
  onClose,
}: {
  readonly group?: Group;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(group?.name ?? '');
  const save = useMutation({
    mutationFn: () =>
      group
        ? api.patch('/v1/groups/{id}', {
            params: { path: { id: group.id }, header: { 'If-Match': `"${group.version}"` } },
            body: { name: name.trim() },
          })
        : api.post('/v1/groups', { body: { name: name.trim() } }),
    onSuccess: ({ id }) => {
      toast.say({ tone: 'good', text: say(group ? 'groups.saved' : 'groups.made') });
      onClose();
      if (!group) void navigate({ to: '/groups/$id', params: { id } });
    },
    onSettled: () => {
      for (const queryKey of [['groups'], ['choices', 'group']]) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Dialog title={say(group ? 'groups.rename' : 'groups.new')} isOpen onClose={onClose}>
      <SaveForm
        go={say(group ? 'shell.save' : 'groups.new.go')}
        call={save}
        onSave={() => save.mutate()}
        onCancel={onClose}
      >
        <TextField
          name="name"
          label={say('groups.name')}
          {...(!group && { hint: say('groups.new.hint') })}
          value={name}
          onChange={setName}
          maxLength={80}
          isRequired
          autoFocus
        />
      </SaveForm>
    </Dialog>
  );
}
