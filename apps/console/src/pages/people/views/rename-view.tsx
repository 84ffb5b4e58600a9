import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../../design/dialogs.js';
import { TextField } from '../../../design/fields.js';
import { SaveForm } from '../../../design/save-form.js';
import { toast } from '../../../design/toasts.js';
import { useSay } from '../../../words/words.js';
import type { View } from './saved-views.js';
import { renameView, viewsQuery } from './view-queries.js';

export function RenameView({ view, onClose }: { readonly view: View; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState(view.name);
  const rename = useMutation({
    mutationFn: () => renameView(view.id, name.trim()),
    onSuccess: (after) => {
      toast.say({ tone: 'good', text: say('views.renamed', { name: after.name }) });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
  return (
    <Dialog title={say('views.rename.title', { name: view.name })} isOpen onClose={onClose}>
      <SaveForm
        go={say('shell.save')}
        call={rename}
        onSave={() => (name.trim() === view.name ? onClose() : rename.mutate())}
        onCancel={onClose}
      >
        <TextField
          name="name"
          label={say('views.name')}
          value={name}
          onChange={setName}
          maxLength={60}
          isRequired
          autoFocus
        />
      </SaveForm>
    </Dialog>
  );
}
