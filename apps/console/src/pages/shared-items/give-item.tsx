import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Dialog } from '../../design/dialogs.js';
import { fullName } from '../../design/full-name.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { ItemPicker } from './item-picker.js';
import { CHANGED_BY_ITEMS, type SharedItem } from './shared-item-queries.js';

/** Gives somebody a thing, whatever their groups have. */
export function GiveItem({
  person,
  has,
  onClose,
}: {
  readonly person: Person;
  /** What they have already, by id. */
  readonly has: readonly string[];
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [picked, setPicked] = useState<SharedItem | null>(null);
  const name = fullName(person);
  const give = useMutation({
    mutationFn: (itemId: string) =>
      api.put('/v1/users/{id}/shared-items/{itemId}', {
        params: { path: { id: person.id, itemId } },
        body: { shared: true },
      }),
    onSuccess: ({ item }) => {
      toast.say({ tone: 'good', text: say('shared-items.given', { item: item.name, name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED_BY_ITEMS) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Dialog title={say('shared-items.give')} isOpen onClose={onClose}>
      <SaveForm
        go={say('shared-items.give.go')}
        call={give}
        refusal={picked ? null : say('shared-items.give.first')}
        onSave={() => picked && give.mutate(picked.id)}
        onCancel={onClose}
      >
        <p className="soft">{say('shared-items.give.means', { name })}</p>
        <ItemPicker label={say('shared-items.give.which')} left={has} onPick={setPicked} />
      </SaveForm>
    </Dialog>
  );
}
