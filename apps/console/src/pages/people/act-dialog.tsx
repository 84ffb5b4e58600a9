import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay, useMe } from '../../api/me.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { TextField } from '../../design/fields.js';
import { fullName } from '../../design/full-name.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { useProductName, useProductNames } from '../licences/product-names.js';
import { SeatLimit } from '../seats/seat-limit.js';
import { whyQuery } from '../seats/why.js';
import { BanFields } from './ban-fields.js';
import { banBody, NO_BAN, refuseBan } from './ban-wishes.js';
import { type Act, type Person, RULES } from './person-acts.js';
import { holdsSeats } from './seats-held.js';

interface Given {
  readonly ban: typeof NO_BAN;
  readonly reason: string;
  readonly timeZone: string;
}

/** What the API calls each act. */
const CALLS: Readonly<Record<Act, (id: string, given: Given) => Promise<unknown>>> = {
  'resend-invitation': (id) => api.post('/v1/users/{id}/invitation', { params: { path: { id } } }),
  'revoke-invitation': (id) => api.delete('/v1/users/{id}/invitation', { params: { path: { id } } }),
  reactivate: (id) => api.post('/v1/users/{id}/reactivate', { params: { path: { id } } }),
  unban: (id) => api.post('/v1/users/{id}/unban', { params: { path: { id } } }),
  'require-password-change': (id) =>
    api.post('/v1/users/{id}/require-password-change', { params: { path: { id } } }),
  'password-reset': (id) => api.post('/v1/users/{id}/password-reset', { params: { path: { id } } }),
  'end-sessions': (id) => api.delete('/v1/users/{id}/sessions', { params: { path: { id } } }),
  ban: async (id, { ban, timeZone }) =>
    api.post('/v1/users/{id}/ban', { params: { path: { id } }, body: banBody(ban, timeZone) }),
  deactivate: (id, { reason }) =>
    api.post('/v1/users/{id}/deactivate', {
      params: { path: { id } },
      body: reason.trim() === '' ? {} : { reason: reason.trim() },
    }),
};

/** Says what an act means for one person before it is done. */
export function ActDialog({
  act,
  person,
  onClose,
}: {
  readonly act: Act;
  readonly person: Pick<Person, 'id' | 'firstName' | 'lastName' | 'type' | 'status' | 'products'>;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const namesOf = useProductNames();
  const { account } = useMe();
  const queries = useQueryClient();
  const [ban, setBan] = useState(NO_BAN);
  const [reason, setReason] = useState('');
  const name = fullName(person);
  const run = useMutation({
    mutationFn: () => CALLS[act](person.id, { ban, reason, timeZone: account.timeZone }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say(`people.act.${act}.done`, { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of [['people'], ['licenses']]) void queries.invalidateQueries({ queryKey });
    },
  });
  const wrong = act === 'ban' ? refuseBan(ban) : null;
  const seats = person.products.length;
  const may = useMay();
  const nameOf = useProductName();
  const claimed =
    act === 'reactivate' && person.type === 'standard' && may('licenses.read') ? person.products : [];
  const full = useQueries({
    queries: claimed.map((product) => whyQuery(product, 'reactivate', 1)),
    combine: (answers) => answers.flatMap(({ data }) => (data?.refusal ? [data.product] : [])),
  });
  return (
    <ConfirmDialog
      title={say('people.act.title', { act: say(`people.act.${act}`), name })}
      go={say(`people.act.${act}`)}
      isGrave={RULES[act].isGrave}
      call={run}
      refusal={
        wrong ? say(wrong) : full[0] !== undefined ? say('seats.refused', { product: nameOf(full[0]) }) : null
      }
      onGo={() => run.mutate()}
      onClose={onClose}
    >
      <p>{say(`people.act.${act}.means`)}</p>
      {act === 'deactivate' && holdsSeats(person) && (
        <Note tone="info">
          <p>{say('people.act.frees', { count: seats, products: namesOf(person.products) })}</p>
        </Note>
      )}
      {act === 'reactivate' && person.type === 'standard' && (
        <Note tone="info">
          <p>{say('people.act.takes', { count: seats, products: namesOf(person.products) })}</p>
        </Note>
      )}
      {full.map((product) => (
        <SeatLimit key={product} product={product} act="reactivate" seats={1} />
      ))}
      {act === 'ban' && <BanFields wish={ban} onChange={setBan} />}
      {act === 'deactivate' && (
        <TextField
          label={say('people.deactivate.reason')}
          value={reason}
          onChange={setReason}
          maxLength={500}
        />
      )}
    </ConfirmDialog>
  );
}
