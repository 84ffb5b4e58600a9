import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { SelectField } from '../../design/select-field.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { type Affiliate, CHANGED } from './affiliate-queries.js';
import { placesFor } from './affiliate-tree.js';

/** Puts an account below, with all that is below it, beneath another one of the hierarchy. */
export function MoveAffiliate({
  affiliate,
  all,
  onClose,
}: {
  readonly affiliate: Affiliate;
  readonly all: readonly Affiliate[];
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const { account } = useMe();
  const { id, name } = affiliate;
  const places = placesFor(affiliate, account, all);
  const [to, setTo] = useState('');
  const move = useMutation({
    mutationFn: () =>
      api.post('/v1/account/affiliates/{id}/move', { params: { path: { id } }, body: { under: to } }),
    onSuccess: () => {
      const parent = places.find((place) => place.id === to)?.name ?? '';
      toast.say({ tone: 'good', text: say('organisation.affiliate.moved', { name, parent }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <ConfirmDialog
      title={say('organisation.affiliate.move.of', { name })}
      go={say('organisation.affiliate.move')}
      call={move}
      refusal={to === '' ? say('organisation.affiliate.move.where') : null}
      onGo={() => move.mutate()}
      onClose={onClose}
    >
      <p>{say('organisation.affiliate.move.means', { name })}</p>
      <SelectField
        label={say('organisation.affiliate.move.to')}
        value={to}
        choices={places}
        onChange={setTo}
        isRequired
      />
    </ConfirmDialog>
  );
}
