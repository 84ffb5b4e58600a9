import '../../design/forms.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Form } from 'react-aria-components';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { fieldErrorsOf } from '../../design/problem-words.js';
import { ProblemNote } from '../../design/problems.js';
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
  const fieldErrors = useMemo(() => fieldErrorsOf(save.error), [save.error]);
  return (
    <Dialog title={say(group ? 'groups.rename' : 'groups.new')} isOpen onClose={onClose}>
      <Form
        className="stack"
        validationErrors={fieldErrors}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
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
        {save.error && <ProblemNote error={save.error} />}
        <div className="row form-foot">
          <Button onPress={onClose}>{say('shell.cancel')}</Button>
          <Button type="submit" look="main" isPending={save.isPending}>
            {say(group ? 'shell.save' : 'groups.new.go')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
