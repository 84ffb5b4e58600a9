import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { SaveForm } from '../../design/save-form.js';
import { TickGroup } from '../../design/tick-group.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { useSay } from '../../words/words.js';
import { useGroupWays } from './group-ways.js';
import { draftOfItem, isKind, type ItemDraft, itemChanges, NEW_ITEM, newItemOf } from './item-drafts.js';
import { CHANGED_BY_ITEMS, readSharedItem, type SharedItem } from './shared-item-queries.js';

/** Registers a thing of another system, or changes its name and the groups that have it. */
export function ItemDialog({
  item,
  onClose,
}: {
  readonly item: SharedItem | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const { groups, nameOf } = useGroupWays();
  const { base, draft, set, isChanged, call, isOvertaken, theirs } = useDraft<SharedItem, ItemDraft>({
    item: item ?? NEW_ITEM,
    read: draftOfItem,
    save: ({ id, version, ...before }, changes) =>
      item
        ? api.patch('/v1/shared-items/{id}', {
            params: { path: { id }, header: { 'If-Match': `"${version}"` } },
            body: itemChanges(changes),
          })
        : api.post('/v1/shared-items', {
            body: newItemOf({ ...draftOfItem({ id, version, ...before }), ...changes }),
          }),
    look: () => readSharedItem(item?.id ?? ''),
    onSaved: ({ name }) => {
      toast.say({ tone: 'good', text: say(item ? 'shared-items.saved' : 'shared-items.made', { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED_BY_ITEMS) void queries.invalidateQueries({ queryKey });
    },
  });
  const isWrong = draft.kind !== '' && !isKind(draft.kind.trim());
  return (
    <Dialog title={say(item ? 'shared-items.change' : 'shared-items.new')} isOpen onClose={onClose}>
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : item ? 'shell.save' : 'shared-items.register')}
        call={call}
        isTold={isOvertaken}
        refusal={isWrong ? say('shared-items.kind.wrong') : null}
        onSave={() => (isChanged ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        <TextField
          name="name"
          label={say('shared-items.name')}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={120}
          isRequired
          autoFocus
        />
        <TextField
          name="kind"
          label={say('shared-items.kind')}
          hint={say('shared-items.kind.hint')}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          validate={() => (isWrong ? say('shared-items.kind.wrong') : null)}
          maxLength={40}
          isReadOnly={item !== null}
          isRequired
          mono
        />
        <TextField
          name="externalId"
          label={say('shared-items.externalId')}
          hint={say('shared-items.externalId.hint')}
          value={draft.externalId}
          onChange={(externalId) => set({ externalId })}
          maxLength={200}
          isReadOnly={item !== null}
          isRequired
          mono
        />
        <TickGroup
          legend={say('shared-items.groups')}
          hint={say('shared-items.groups.hint')}
          choices={groups.map(({ id, name }) => ({ value: id, words: name }))}
          chosen={draft.groups}
          onChange={(chosen) => set({ groups: chosen })}
        />
        {isOvertaken && (
          <OvertakenNote
            theirs={theirs.map((field) => ({
              name: say(`shared-items.${field}`),
              value: field === 'groups' ? base.groups.map((id) => nameOf({ id })).join(', ') : base[field],
            }))}
          />
        )}
      </SaveForm>
    </Dialog>
  );
}
