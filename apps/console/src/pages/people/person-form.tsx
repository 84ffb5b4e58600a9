import { Problem } from '@seatkeeper/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../api/client.js';
import { SaveForm } from '../../design/save-form.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { personQuery } from './people-queries.js';
import type { Person } from './person-acts.js';
import {
  changedBetween,
  changesOf,
  draftOf,
  mergeDrafts,
  type ProfileField,
  type ProfilePart,
} from './profile-fields.js';
import { ProfileInput, useFieldLabel } from './profile-input.js';

interface Props {
  readonly person: Person;
  /** Without a name where the form has one part alone. */
  readonly parts: readonly { readonly part?: ProfilePart; readonly fields: readonly ProfileField[] }[];
  readonly onClose: () => void;
}

/** Whoever has an access keeps the address until another one is confirmed. */
const signsIn = ({ type, status }: Person): boolean =>
  type === 'standard' && (status === 'active' || status === 'banned');

/** Changes only what was changed here; where somebody else was faster, theirs is shown before ours is applied again. */
export function PersonForm({ person: first, parts, onClose }: Props) {
  const say = useSay();
  const label = useFieldLabel();
  const queries = useQueryClient();
  const fields = useMemo(() => parts.flatMap((part) => part.fields), [parts]);
  const [base, setBase] = useState(first);
  const [draft, setDraft] = useState(() => draftOf(first, fields));
  const [theirs, setTheirs] = useState<readonly ProfileField[]>([]);
  const changes = changesOf(fields, draftOf(base, fields), draft);
  const save = useMutation({
    mutationFn: () =>
      api.patch('/v1/users/{id}', {
        params: { path: { id: base.id }, header: { 'If-Match': `"${base.version}"` } },
        body: changes,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(personQuery(base.id).queryKey, saved);
      const asked = saved.emailChange?.to;
      const isAsked = asked !== undefined && changes['email'] !== undefined;
      const text = isAsked ? say('people.emailAsked', { address: asked }) : say('people.saved');
      toast.say({ tone: 'good', text });
      onClose();
    },
    onError: async (error) => {
      if (!(error instanceof Problem && error.code === 'precondition-failed')) return;
      const now = await queries.fetchQuery({ ...personQuery(base.id), staleTime: 0 });
      const [before, after] = [draftOf(base, fields), draftOf(now, fields)];
      setTheirs(changedBetween(fields, before, after));
      setDraft((mine) => mergeDrafts(mine, before, after));
      setBase(now);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const isOvertaken = save.error instanceof Problem && save.error.code === 'precondition-failed';
  return (
    <SaveForm
      go={say(isOvertaken ? 'people.applyAgain' : 'shell.save')}
      call={save}
      isTold={isOvertaken}
      onSave={() => {
        if (Object.keys(changes).length === 0) onClose();
        else save.mutate();
      }}
      onCancel={onClose}
    >
      {parts.map(({ part, fields: own }) => (
        <fieldset key={part ?? 'all'} className="form-part">
          {part && <legend className="form-name">{say(`people.part.${part}`)}</legend>}
          {own.map((field) => (
            <ProfileInput
              key={field.name}
              field={field}
              hint={field.name === 'email' && signsIn(base) ? say('people.field.email.hint') : undefined}
              value={draft[field.name] ?? ''}
              onChange={(value) => setDraft((before) => ({ ...before, [field.name]: value }))}
            />
          ))}
        </fieldset>
      ))}
      {isOvertaken && (
        <Note tone="warn">
          <p>{say('people.overtaken')}</p>
          {theirs.length > 0 && (
            <ul className="small">
              {theirs.map((field) => (
                <li key={field.name}>
                  {label(field)}: {draftOf(base, fields)[field.name] || '–'}
                </li>
              ))}
            </ul>
          )}
        </Note>
      )}
    </SaveForm>
  );
}
