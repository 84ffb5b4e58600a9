import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { SelectField } from '../../design/select-field.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { PersonPicker, PickedPeople } from '../people/person-picker.js';
import { KINDS, kindOf, listedIn, type VisibilityKind, visibilityFrom } from './visibility.js';

/** Whose data somebody sees. */
export function VisibilityCard({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const [isOpen, setOpen] = useState(false);
  const listed = listedIn(person.visibility);
  return (
    <section className="card stack" aria-labelledby="visibility">
      <h2 id="visibility">{say('person.visibility')}</h2>
      <p>{say(`person.visibility.${kindOf(person.visibility)}`, { count: listed.length })}</p>
      <div className="row">
        <Button refusal={whyNot('users.update')} onPress={() => setOpen(true)}>
          {say('person.change')}
        </Button>
      </div>
      {isOpen && <VisibilityDialog person={person} onClose={() => setOpen(false)} />}
    </section>
  );
}

function VisibilityDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [kind, setKind] = useState<VisibilityKind>(kindOf(person.visibility));
  const [listed, setListed] = useState(listedIn(person.visibility));
  const save = useMutation({
    mutationFn: () =>
      api.patch('/v1/users/{id}', {
        params: { path: { id: person.id }, header: { 'If-Match': `"${person.version}"` } },
        body: { visibility: visibilityFrom(kind, listed) },
      }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('people.saved') });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  return (
    <ConfirmDialog
      title={say('person.visibility')}
      go={say('shell.save')}
      call={save}
      refusal={kind === 'users' && listed.length === 0 ? say('person.visibility.nobody') : null}
      onGo={() => save.mutate()}
      onClose={onClose}
    >
      <SelectField
        label={say('person.visibility.sees', { name: fullName(person) })}
        value={kind}
        isRequired
        choices={KINDS.map((id) => ({ id, name: say(`person.visibility.choice.${id}`) }))}
        onChange={(id) => setKind(id as VisibilityKind)}
      />
      {kind === 'users' && (
        <>
          <PickedPeople ids={listed} onRemove={(id) => setListed(listed.filter((one) => one !== id))} />
          <PersonPicker
            label={say('person.visibility.add')}
            picked={[...listed, person.id]}
            onPick={({ id }) => setListed([...listed, id])}
          />
        </>
      )}
      <Note tone="info">
        <p>{say('person.visibility.means')}</p>
      </Note>
    </ConfirmDialog>
  );
}
