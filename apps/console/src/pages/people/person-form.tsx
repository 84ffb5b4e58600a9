import { Problem } from '@seatkeeper/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Form } from 'react-aria-components';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { fieldErrorsOf } from '../../design/problem-words.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { personQuery } from './people-queries.js';
import type { Person } from './person-acts.js';
import { changesOf, type Draft, draftOf, FIELDS } from './person-drafts.js';

/** Changes only what was changed here; where somebody else was faster, theirs is shown before ours is applied again. */
export function PersonForm({
  person: first,
  onClose,
}: {
  readonly person: Person;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [base, setBase] = useState(first);
  const [draft, setDraft] = useState(() => draftOf(first));
  const [theirs, setTheirs] = useState<readonly (keyof Draft)[]>([]);
  const changes = changesOf(draftOf(base), draft);
  const save = useMutation({
    mutationFn: () =>
      api.patch('/v1/users/{id}', {
        params: { path: { id: base.id }, header: { 'If-Match': `"${base.version}"` } },
        body: changes,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(personQuery(base.id).queryKey, saved);
      toast.say({ tone: 'good', text: say('people.saved') });
      onClose();
    },
    onError: async (error) => {
      if (!(error instanceof Problem && error.code === 'precondition-failed')) return;
      const now = await queries.fetchQuery({ ...personQuery(base.id), staleTime: 0 });
      const [before, after] = [draftOf(base), draftOf(now)];
      const changed = FIELDS.filter((field) => before[field] !== after[field]);
      setTheirs(changed);
      setDraft((mine) => ({ ...after, ...keep(mine, before) }));
      setBase(now);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const isOvertaken = save.error instanceof Problem && save.error.code === 'precondition-failed';
  // Anew with each error alone: else what was mended would be refused again with each letter.
  const fieldErrors = useMemo(() => fieldErrorsOf(save.error), [save.error]);
  return (
    <Form
      className="stack"
      validationErrors={fieldErrors}
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(changes).length === 0) onClose();
        else save.mutate();
      }}
    >
      {FIELDS.map((field) => (
        <TextField
          key={field}
          name={field}
          label={say(`people.field.${field}`)}
          value={draft[field]}
          onChange={(value) => setDraft({ ...draft, [field]: value })}
          isRequired={field === 'firstName' || field === 'lastName' || field === 'email'}
          {...(field === 'offices' && { hint: say('people.field.offices.hint') })}
        />
      ))}
      {save.error && !isOvertaken && <ProblemNote error={save.error} />}
      {isOvertaken && (
        <Note tone="warn">
          <p>{say('people.overtaken')}</p>
          {theirs.length > 0 && (
            <ul className="small">
              {theirs.map((field) => (
                <li key={field}>
                  {say(`people.field.${field}`)}: {draftOf(base)[field] || '–'}
                </li>
              ))}
            </ul>
          )}
        </Note>
      )}
      <div className="row sheet-foot">
        <Button onPress={onClose}>{say('shell.cancel')}</Button>
        <Button type="submit" look="main" isPending={save.isPending}>
          {say(isOvertaken ? 'people.applyAgain' : 'shell.save')}
        </Button>
      </div>
    </Form>
  );
}

/** What was changed here, which stays. */
function keep(mine: Draft, before: Draft): Partial<Draft> {
  return Object.fromEntries(
    FIELDS.filter((field) => mine[field] !== before[field]).map((field) => [field, mine[field]]),
  );
}
