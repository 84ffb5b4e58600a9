import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { api } from '../../api/client.js';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote, useRefusalWords } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { ActorName } from '../people/actor-name.js';
import type { Person } from '../people/person-acts.js';
import { departureQuery } from './person-queries.js';

/** The day on which somebody leaves, where one is planned: for who decides on leavings alone. */
export function DepartureNote({ person }: { readonly person: Person }) {
  const say = useSay();
  const may = useMay();
  const { formatDate } = useIntl();
  const refusals = useRefusalWords();
  const [isTakenBack, setTakenBack] = useState(false);
  const { data: departure, error } = useQuery({
    ...departureQuery(person.id),
    enabled: may('users.deactivate') && person.status !== 'deactivated',
  });
  if (error && departure === undefined) return <ProblemNote error={error} />;
  if (!departure) return null;
  const { on, plannedBy, plannedAt, reason, reassign, refusal } = departure;
  const day = formatDate(on, { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <Note
      tone={refusal ? 'bad' : 'info'}
      act={<Button onPress={() => setTakenBack(true)}>{say('person.departure.takeBack')}</Button>}
    >
      <p>
        {say('person.departure', { day })} {reason}
      </p>
      <p className="small">
        {say(reassign ? 'person.departure.records' : 'person.departure.noRecords')}{' '}
        {say('person.departure.planned')} <Moment at={plannedAt} /> · <ActorName actor={plannedBy} />
      </p>
      {refusal && (
        <p className="small">
          {say('person.departure.refused')} <Moment at={refusal.at} withTime /> · {refusals(refusal.code)}
        </p>
      )}
      {isTakenBack && <TakeBack {...{ person, day }} onClose={() => setTakenBack(false)} />}
    </Note>
  );
}

function TakeBack({
  person,
  day,
  onClose,
}: {
  readonly person: Person;
  readonly day: string;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const name = fullName(person);
  const takeBack = useMutation({
    mutationFn: () => api.delete('/v1/users/{id}/departure', { params: { path: { id: person.id } } }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('person.departure.takenBack', { name }) });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  return (
    <ConfirmDialog
      title={say('person.departure.takeBack')}
      go={say('person.departure.takeBack')}
      call={takeBack}
      onGo={() => takeBack.mutate()}
      onClose={onClose}
    >
      <p>{say('person.departure.takeBack.means', { name, day })}</p>
    </ConfirmDialog>
  );
}
