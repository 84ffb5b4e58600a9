import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, home } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';

type Changing = Pick<Person, 'id' | 'firstName' | 'lastName' | 'email' | 'emailChange'>;

/** Another address that was asked for and that nobody has confirmed, and what can be made of it. */
export function EmailChangeNote({ person }: { readonly person: Changing }) {
  const say = useSay();
  const queries = useQueryClient();
  const { user, permissions } = useMe();
  const [isCancelled, setCancelled] = useState(false);
  const mayChange = permissions.includes('users.update');
  const { emailChange, email: present } = person;
  const client = useClientFor(person);
  const again = useMutation({
    mutationFn: (address: string) =>
      client.patch('/v1/users/{id}', { params: { path: { id: person.id } }, body: { email: address } }),
    onSuccess: (_saved, address) =>
      toast.say({ tone: 'good', text: say('person.emailChange.sentAgain', { address }) }),
    onSettled: () => {
      for (const queryKey of [['people'], ['me']]) void queries.invalidateQueries({ queryKey });
    },
  });
  if (!emailChange) return null;
  const { to: address, expiresAt } = emailChange;
  const isOver = new Date(expiresAt) <= new Date();
  return (
    <Note
      tone={isOver ? 'warn' : 'info'}
      act={
        (mayChange || person.id === user.id) && (
          <div className="row">
            {mayChange && (
              <Button isPending={again.isPending} onPress={() => again.mutate(address)}>
                {say('person.emailChange.again')}
              </Button>
            )}
            <Button onPress={() => setCancelled(true)}>{say('person.emailChange.cancel')}</Button>
          </div>
        )
      }
    >
      <p>{say(isOver ? 'person.emailChange.over' : 'person.emailChange', { address })}</p>
      <p className="small">
        {say(isOver ? 'person.emailChange.over.means' : 'person.emailChange.means', { present })}{' '}
        <Moment at={expiresAt} withTime />
      </p>
      {again.error && <ProblemNote error={again.error} />}
      {isCancelled && <Cancel {...{ person, address }} onClose={() => setCancelled(false)} />}
    </Note>
  );
}

/** One is in the own account, also while one acts in another. */
const useClientFor = ({ id }: Changing) => (useMe().user.id === id ? home : api);

function Cancel({
  person,
  address,
  onClose,
}: {
  readonly person: Changing;
  readonly address: string;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const name = fullName(person);
  const client = useClientFor(person);
  const cancel = useMutation({
    mutationFn: () => client.delete('/v1/users/{id}/email-change', { params: { path: { id: person.id } } }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('person.emailChange.cancelled', { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of [['people'], ['me']]) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <ConfirmDialog
      title={say('person.emailChange.cancel')}
      go={say('person.emailChange.cancel')}
      call={cancel}
      onGo={() => cancel.mutate()}
      onClose={onClose}
    >
      <p>{say('person.emailChange.cancel.means', { name, address, present: person.email })}</p>
    </ConfirmDialog>
  );
}
