import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../../design/dialogs.js';
import { TextField } from '../../../design/fields.js';
import { SaveForm } from '../../../design/save-form.js';
import { Tick } from '../../../design/ticks.js';
import { toast } from '../../../design/toasts.js';
import { useWhyNot } from '../../../design/why-not.js';
import { useSay } from '../../../words/words.js';
import type { Shown, View } from './saved-views.js';
import { createView, viewsQuery } from './view-queries.js';

interface Props {
  readonly shown: Shown;
  readonly onSaved: (view: View) => void;
  readonly onClose: () => void;
}

/** Gives a name to what the list shows now. */
export function SaveView({ shown, onSaved, onClose }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const missing = useWhyNot()('views.share');
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => createView(name, shown, isShared),
    onSuccess: (view) => {
      toast.say({ tone: 'good', text: say('views.saved', { name: view.name }) });
      onSaved(view);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
  return (
    <Dialog title={say('views.save.title')} isOpen onClose={onClose}>
      <SaveForm go={say('shell.save')} call={save} onSave={() => save.mutate()} onCancel={onClose}>
        <p className="soft">{say('views.save.text')}</p>
        <TextField
          name="name"
          label={say('views.name')}
          value={name}
          onChange={setName}
          maxLength={60}
          isRequired
          autoFocus
        />
        <Tick isSelected={isShared} onChange={setShared} isDisabled={missing !== null}>
          {say('views.share')}
          {missing !== null && <span className="hint tick-hint">{missing}</span>}
        </Tick>
      </SaveForm>
    </Dialog>
  );
}
