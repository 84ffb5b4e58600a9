import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { useGroupWays } from './group-ways.js';
import { CHANGED_BY_ITEMS, type SharedLine } from './shared-item-queries.js';

/** Taking a thing away from one person, or leaving it to their groups again. */
export interface Sharing {
  readonly line: SharedLine;
  readonly act: 'take' | 'leave';
}

export function ShareDialog({
  person,
  sharing: { line, act },
  onClose,
}: {
  readonly person: Person;
  readonly sharing: Sharing;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const { nameOf } = useGroupWays();
  const { item, via } = line;
  const params = { path: { id: person.id, itemId: item.id } };
  const decide = useMutation({
    mutationFn: () =>
      act === 'take'
        ? api.put('/v1/users/{id}/shared-items/{itemId}', { params, body: { shared: false } })
        : api.delete('/v1/users/{id}/shared-items/{itemId}', { params }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('shared-items.decided') });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED_BY_ITEMS) void queries.invalidateQueries({ queryKey });
    },
  });
  const groups = via.map(nameOf).join(', ');
  const name = fullName(person);
  const effect = act === 'take' ? 'take' : via.length > 0 ? 'leave.has' : 'leave.loses';
  return (
    <ConfirmDialog
      title={say(`shared-items.${act}.of`, { name: item.name })}
      go={say(`shared-items.${act}`)}
      isGrave={effect !== 'leave.has'}
      call={decide}
      onGo={() => decide.mutate()}
      onClose={onClose}
    >
      <p>{say(`shared-items.${effect}.means`, { name, groups })}</p>
    </ConfirmDialog>
  );
}
