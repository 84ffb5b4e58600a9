import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { SaveForm } from '../../design/save-form.js';
import { SelectField } from '../../design/select-field.js';
import { Note } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { useSay } from '../../words/words.js';
import type { CustomField } from '../people/profile-fields.js';
import { ChoicesEditor } from './choices-editor.js';
import { draftOfField, type FieldDraft, keyFrom, refuseChoices, TYPES } from './field-drafts.js';
import { CHANGED_BY_FIELDS, changeField, createField, fieldQuery } from './field-queries.js';
import { usersInTheWay } from './in-use.js';

const NEW: CustomField = {
  id: '',
  key: '',
  label: '',
  type: 'text',
  required: false,
  choices: [],
  createdAt: '',
  updatedAt: '',
  version: 0,
};

interface Props {
  readonly field: CustomField | null;
  /** Before the first one any field can have a value. */
  readonly isFirst: boolean;
  readonly onClose: () => void;
}

/** Defines a field, or changes what of one may change: key and type stay. */
export function FieldDialog({ field, isFirst, onClose }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const [isKeyTyped, setKeyTyped] = useState(false);
  const { base, draft, set, isChanged, call, isOvertaken, theirs } = useDraft<CustomField, FieldDraft>({
    item: field ?? NEW,
    read: draftOfField,
    save: (before, changes) =>
      field ? changeField(before, changes) : createField({ ...draftOfField(before), ...changes }),
    look: () => queries.fetchQuery(fieldQuery(field?.id ?? '')),
    onSaved: ({ label }) => {
      toast.say({
        tone: 'good',
        text: say(field ? 'organisation.field.changed' : 'organisation.field.made', { name: label }),
      });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED_BY_FIELDS) void queries.invalidateQueries({ queryKey });
    },
  });
  const inTheWay = usersInTheWay(call.error);
  const refusal = refuseChoices(draft);
  const typeName = (type: CustomField['type']) => say(`organisation.type.${type}`);
  return (
    <Dialog
      title={say(field ? 'organisation.field.change' : 'organisation.field.new')}
      isOpen
      onClose={onClose}
    >
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : field ? 'shell.save' : 'organisation.field.define')}
        call={call}
        isTold={isOvertaken || inTheWay !== null}
        refusal={refusal && say(`organisation.choices.${refusal}`)}
        onSave={() => (isChanged ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        {!field && isFirst && (
          <Note tone="info">
            <p>{say('organisation.field.first')}</p>
          </Note>
        )}
        <TextField
          name="label"
          label={say('organisation.field.label')}
          value={draft.label}
          onChange={(label) => set({ label, ...(!field && !isKeyTyped && { key: keyFrom(label) }) })}
          maxLength={80}
          isRequired
          autoFocus
        />
        <TextField
          name="key"
          label={say('organisation.field.key')}
          hint={say('organisation.field.key.hint')}
          value={draft.key}
          onChange={(key) => {
            setKeyTyped(key !== '');
            set({ key });
          }}
          maxLength={40}
          isReadOnly={field !== null}
          isRequired
          mono
        />
        {field ? (
          <TextField label={say('organisation.field.type')} value={typeName(field.type)} isReadOnly />
        ) : (
          <SelectField
            name="type"
            label={say('organisation.field.type')}
            hint={say('organisation.field.type.hint')}
            value={draft.type}
            choices={TYPES.map((id) => ({ id, name: typeName(id) }))}
            onChange={(type) => set({ type: TYPES.find((one) => one === type) ?? 'text' })}
            isRequired
          />
        )}
        {draft.type === 'choice' && (
          <ChoicesEditor
            choices={draft.choices}
            kept={base.choices.map(({ value }) => value)}
            onChange={(choices) => set({ choices })}
          />
        )}
        <Tick isSelected={draft.required} onChange={(required) => set({ required })}>
          {say('organisation.field.required')}
          <span className="hint tick-hint">{say('organisation.field.required.hint')}</span>
        </Tick>
        {inTheWay !== null && (
          <Note tone="bad">
            <p>{say('organisation.choices.inUse', { count: inTheWay })}</p>
          </Note>
        )}
        {isOvertaken && (
          <OvertakenNote
            theirs={theirs.map((name) => ({
              name: say(
                name === 'choices'
                  ? 'organisation.choices'
                  : `organisation.field.${name as 'label' | 'required'}`,
              ),
              value:
                name === 'choices'
                  ? base.choices.map(({ label }) => label).join(', ')
                  : name === 'required'
                    ? say(base.required ? 'organisation.yes' : 'organisation.no')
                    : base.label,
            }))}
          />
        )}
      </SaveForm>
    </Dialog>
  );
}
