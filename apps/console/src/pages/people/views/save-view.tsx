import { useState } from 'react';
import { Dialog } from '../../../design/dialogs.js';
import { SaveForm } from '../../../design/save-form.js';
import { Tick } from '../../../design/ticks.js';
import { useWhyNot } from '../../../design/why-not.js';
import { useSay } from '../../../words/words.js';
import type { Shown, View } from './saved-views.js';
import { useViewCall } from './use-view-call.js';
import { ViewNameField } from './view-name-field.js';
import { createView } from './view-queries.js';

interface Props {
  readonly shown: Shown;
  readonly onSaved: (view: View) => void;
  readonly onClose: () => void;
}

/** Gives a name to what the list shows now. */
export function SaveView({ shown, onSaved, onClose }: Props) {
  const say = useSay();
  const missing = useWhyNot()('views.share');
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const save = useViewCall(
    () => createView(name, shown, isShared),
    (view) => say('views.saved', { name: view.name }),
    (view) => {
      onSaved(view);
      onClose();
    },
  );
  return (
    <Dialog title={say('views.save.title')} isOpen onClose={onClose}>
      <SaveForm go={say('shell.save')} call={save} onSave={() => save.mutate()} onCancel={onClose}>
        <p className="soft">{say('views.save.text')}</p>
        <ViewNameField value={name} onChange={setName} />
        <Tick isSelected={isShared} onChange={setShared} isDisabled={missing !== null}>
          {say('views.share')}
          {missing !== null && <span className="hint tick-hint">{missing}</span>}
        </Tick>
      </SaveForm>
    </Dialog>
  );
}
