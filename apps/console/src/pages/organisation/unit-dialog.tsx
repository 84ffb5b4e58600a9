import { useQueryClient } from '@tanstack/react-query';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { useSay } from '../../words/words.js';
import {
  changedByUnits,
  createUnit,
  readUnit,
  renameUnit,
  type Unit,
  type UnitKind,
} from './unit-queries.js';

const NEW: Unit = { id: '', name: '', createdAt: '', updatedAt: '', version: 0 };
const read = ({ name }: Unit) => ({ name });

/** The name of one that is new, or another name for one that there is. */
export function UnitDialog({
  kind,
  unit,
  onClose,
}: {
  readonly kind: UnitKind;
  readonly unit: Unit | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const { draft, set, isChanged, call, isOvertaken, theirs, base } = useDraft({
    item: unit ?? NEW,
    read,
    save: (before, { name = '' }) =>
      unit ? renameUnit(kind, before, name.trim()) : createUnit(kind, name.trim()),
    look: () => readUnit(kind, unit?.id ?? ''),
    onSaved: ({ name }) => {
      toast.say({ tone: 'good', text: say(unit ? 'organisation.renamed' : 'organisation.made', { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of changedByUnits(kind)) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Dialog
      title={say(unit ? `organisation.${kind}.rename` : `organisation.${kind}.new`)}
      isOpen
      onClose={onClose}
    >
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : unit ? 'shell.save' : 'organisation.create')}
        call={call}
        isTold={isOvertaken}
        onSave={() => (isChanged ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        <TextField
          name="name"
          label={say('organisation.name')}
          {...(unit && { hint: say('organisation.rename.hint') })}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={100}
          isRequired
          autoFocus
        />
        {isOvertaken && (
          <OvertakenNote
            theirs={theirs.map((name) => ({ name: say('organisation.name'), value: base[name] }))}
          />
        )}
      </SaveForm>
    </Dialog>
  );
}
