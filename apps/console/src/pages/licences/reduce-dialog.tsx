import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { api } from '../../api/client.js';
import { useMay, useMe } from '../../api/me.js';
import { Choices } from '../../design/choices.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { dayOf, endOfDay, isDay } from '../../design/days.js';
import { TextField } from '../../design/fields.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { type Why, whyQuery } from '../seats/why.js';
import { BookedWarning } from './booked-warning.js';
import { ContractNote } from './contract-note.js';
import type { Licence } from './licence-queries.js';
import { useProductName } from './product-names.js';
import { seatsIn, SeatsField } from './seats-field.js';

const route = getRouteApi('/app/licences');

interface Props {
  readonly licence: Licence;
  readonly onClose: () => void;
}

/** Books that seats go. What the rules would say to it is told while it is typed, with both numbers. */
export function ReduceDialog({ licence: { product, purchased, renewsAt, contract }, onClose }: Props) {
  const say = useSay();
  const whyNot = useWhyNot();
  const may = useMay();
  const queries = useQueryClient();
  const nameOf = useProductName();
  const { timeZone } = useMe().account;
  const search = route.useSearch();
  const [typed, setTyped] = useState(String(search.seats ?? 1));
  const [when, setWhen] = useState<'renewal' | 'date'>('renewal');
  const [day, setDay] = useState('');
  const [isMeant, setMeant] = useState(false);
  const seats = seatsIn(typed);
  const asked = useDeferredValue(seats ?? 1);
  const why = useQuery(whyQuery(product, 'reduce', asked));
  const book = useMutation({
    mutationFn: (wanted: number) =>
      api.post('/v1/licenses/{product}/reductions', {
        params: { path: { product } },
        body: { seats: wanted, when: when === 'renewal' ? 'renewal' : endOfDay(day, timeZone) },
      }),
    onSuccess: (booked) => {
      toast.say({ tone: 'good', text: say('licences.reduce.done', { seats: booked.seats }) });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['licenses'] }),
  });
  const isAsked = why.data?.seats === seats && !why.isPlaceholderData;
  const warning = isAsked ? why.data?.warning : undefined;
  const told = isAsked ? why.data?.refusal : null;
  // What comes too late for the renewal may be booked for a later day.
  const refused = when === 'date' && told && isTooLate(told) ? null : told;
  const refusal =
    whyNot('seats.purchase') ??
    (seats === null
      ? say('licences.seats.howMany')
      : when === 'date' && !isDay(day)
        ? say('licences.reduce.whichDay')
        : refused
          ? say('licences.reduce.refused')
          : warning && !isMeant
            ? say('licences.reduce.readFirst')
            : null);
  return (
    <ConfirmDialog
      title={say('licences.reduce.title', { product: nameOf(product) })}
      go={say('licences.reduce.go')}
      call={book}
      refusal={refusal}
      onGo={() => seats !== null && book.mutate(seats)}
      onClose={onClose}
    >
      <p className="soft">{say('licences.reduce.text')}</p>
      {contract && <ContractNote contract={contract} />}
      <SeatsField label={say('licences.reduce.seats')} typed={typed} onType={setTyped} />
      <Choices
        label={say('licences.reduce.when')}
        value={when}
        choices={[
          {
            value: 'renewal',
            words: (
              <>
                {say('licences.reduce.renewal')} {renewsAt !== undefined && <Moment at={renewsAt} />}
              </>
            ),
          },
          { value: 'date', words: say('licences.reduce.date') },
        ]}
        onChange={setWhen}
      />
      {when === 'date' && (
        <TextField
          label={say('licences.reduce.day')}
          type="date"
          value={day}
          onChange={setDay}
          {...(renewsAt !== undefined && { min: dayOf(renewsAt, timeZone) })}
        />
      )}
      {refused && <Refused refusal={refused} />}
      {seats !== null && !refused && !warning && isAsked && (
        <p className="numbers">{say('licences.reduce.then', { purchased, then: purchased - seats })}</p>
      )}
      {warning && (
        <BookedWarning warning={warning}>
          {may('users.read') && (
            <p>
              <Link to="/licences" search={{ product, view: 'holders' }}>
                {say('licences.reduce.whoHolds')}
              </Link>
            </p>
          )}
          <Tick isSelected={isMeant} onChange={setMeant}>
            {say('licences.reduce.meant', { back: warning.used - warning.left })}
          </Tick>
        </BookedWarning>
      )}
      {why.error && <ProblemNote error={why.error} onRetry={() => void why.refetch()} />}
    </ConfirmDialog>
  );
}

type Refusal = NonNullable<Why['refusal']>;

const isTooLate = ({ members }: Refusal): boolean => typeof members?.['noticeDays'] === 'number';

/** The refusal, with the numbers it is made of. */
function Refused({ refusal }: { readonly refusal: Refusal }) {
  const say = useSay();
  const { subscribed, reducible, minimumSeats, left, noticeDays, earliest } = refusal.members ?? {};
  return (
    <Note tone="bad">
      <p>
        {typeof subscribed === 'number' && typeof reducible === 'number' ? (
          say('licences.reduce.tooMany', { subscribed, reducible })
        ) : typeof minimumSeats === 'number' && typeof left === 'number' ? (
          say('licences.reduce.belowMinimum', { minimum: minimumSeats, left })
        ) : typeof noticeDays === 'number' && typeof earliest === 'string' ? (
          <>
            {say('licences.reduce.noticeOver', { days: noticeDays })} <Moment at={earliest} />
          </>
        ) : refusal.code === 'billed-elsewhere' ? (
          say('licences.elsewhere')
        ) : (
          say('licences.reduce.notSubscribed')
        )}
      </p>
    </Note>
  );
}
