import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { api } from '../../api/client.js';
import { useMay, useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { dayOf, daysAfter, isDay } from '../../design/days.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote, useRefusalWords } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { TimeField } from '../../design/time-field.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { ActorName } from '../people/actor-name.js';
import type { Person } from '../people/person-acts.js';
import { arrivalQuery } from './person-queries.js';

type Way = 'move' | 'callOff' | 'now';
const WAYS: readonly Way[] = ['now', 'move', 'callOff'];

/** The day on which somebody joins, where one is planned, and what can be made of it. */
export function ArrivalNote({ person }: { readonly person: Person }) {
  const say = useSay();
  const may = useMay();
  const { formatDate } = useIntl();
  const refusals = useRefusalWords();
  const [way, setWay] = useState<Way | null>(null);
  const { data: arrival, error } = useQuery({
    ...arrivalQuery(person.id),
    enabled: may('users.invite') && person.joinsOn != null,
  });
  if (person.joinsOn == null) return null;
  if (error && arrival === undefined) return <ProblemNote error={error} />;
  if (!arrival) return null;
  const { on, plannedBy, plannedAt, refusal } = arrival;
  const day = formatDate(on, { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <Note
      tone={refusal ? 'bad' : 'info'}
      act={
        <div className="row">
          {WAYS.map((one) => (
            <Button key={one} onPress={() => setWay(one)}>
              {say(`person.arrival.${one}`)}
            </Button>
          ))}
        </div>
      }
    >
      <p>{say('person.arrival', { day })}</p>
      <p className="small">
        {say('person.arrival.means')} {say('person.arrival.planned')} <Moment at={plannedAt} /> ·{' '}
        <ActorName actor={plannedBy} />
      </p>
      {refusal && (
        <p className="small">
          {say('person.arrival.refused')} <Moment at={refusal.at} withTime /> · {refusals(refusal.code)}
        </p>
      )}
      {way && <ChangeArrival {...{ person, on, day, way }} onClose={() => setWay(null)} />}
    </Note>
  );
}

interface ChangeProps {
  readonly person: Person;
  readonly on: string;
  /** The day in words. */
  readonly day: string;
  readonly way: Way;
  readonly onClose: () => void;
}

function ChangeArrival({ person, on, day, way, onClose }: ChangeProps) {
  const say = useSay();
  const queries = useQueryClient();
  const { timeZone } = useMe().account;
  const today = dayOf(new Date(), timeZone);
  const [next, setNext] = useState(on);
  const name = fullName(person);
  const params = { path: { id: person.id } };
  const call = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (way === 'move') return api.put('/v1/users/{id}/arrival', { params, body: { on: next } });
      if (way === 'callOff') return api.delete('/v1/users/{id}/arrival', { params });
      return api.post('/v1/users/{id}/arrival/invite', { params, body: { whenNoSeat: 'fail' } });
    },
    onSuccess: () => {
      toast.say({ tone: 'good', text: say(`person.arrival.${way}.done`, { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of [['people'], ['licenses']]) void queries.invalidateQueries({ queryKey });
    },
  });
  const isLater = isDay(next) && next > today;
  return (
    <ConfirmDialog
      title={say(`person.arrival.${way}`)}
      go={say(`person.arrival.${way}`)}
      call={call}
      refusal={way === 'move' && !isLater ? say('person.arrival.later') : null}
      onGo={() => call.mutate()}
      onClose={onClose}
    >
      <p>{say(`person.arrival.${way}.means`, { name, day })}</p>
      {way === 'move' && (
        <TimeField
          label={say('person.arrival.day')}
          hint={say('person.arrival.day.hint', { zone: timeZone })}
          type="date"
          min={daysAfter(today, 1)}
          max="9999-12-31"
          value={next}
          onChange={setNext}
        />
      )}
    </ConfirmDialog>
  );
}
