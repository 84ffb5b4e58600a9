import { useState } from 'react';
import { Dialog } from '../../../design/dialogs.js';
import { SaveForm } from '../../../design/save-form.js';
import { useSay } from '../../../words/words.js';
import type { View } from './saved-views.js';
import { useViewCall } from './use-view-call.js';
import { ViewNameField } from './view-name-field.js';
import { renameView } from './view-queries.js';

export function RenameView({ view, onClose }: { readonly view: View; readonly onClose: () => void }) {
  const say = useSay();
  const [name, setName] = useState(view.name);
  const rename = useViewCall(
    () => renameView(view.id, name.trim()),
    (after) => say('views.renamed', { name: after.name }),
    onClose,
  );
  return (
    <Dialog title={say('views.rename.title', { name: view.name })} isOpen onClose={onClose}>
      <SaveForm
        go={say('shell.save')}
        call={rename}
        onSave={() => (name.trim() === view.name ? onClose() : rename.mutate())}
        onCancel={onClose}
      >
        <ViewNameField value={name} onChange={setName} />
      </SaveForm>
    </Dialog>
  );
}
