import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { useSay } from '../../words/words.js';
import { cardQuery } from './licence-queries.js';

/** Which card pays at renewal, for who may order; nothing where none is saved. */
export function SavedCard() {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { data } = useQuery({ ...cardQuery, enabled: useMay()('seats.purchase') });
  const remove = useMutation({
    mutationFn: () => api.delete('/v1/payment-method', {}),
    onSuccess: () => setAsking(false),
    onSettled: () => void queries.invalidateQueries({ queryKey: cardQuery.queryKey }),
  });
  if (!data?.card) return null;
  const { brand, last4, expMonth, expYear, expired } = data.card;
  const expiry = `${String(expMonth).padStart(2, '0')}/${expYear}`;
  return (
    <div className="row">
      <span className="spread soft">
        {say(expired ? 'licences.card.expired' : 'licences.card.pays', { brand, last4, expiry })}
      </span>
      <Button onPress={() => setAsking(true)}>{say('licences.card.remove')}</Button>
      {isAsking && (
        <ConfirmDialog
          title={say('licences.card.remove.title')}
          go={say('licences.card.remove')}
          isGrave
          call={remove}
          onGo={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{say('licences.card.remove.text')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
