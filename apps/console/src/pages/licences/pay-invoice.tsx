import { Problem } from '@seatkeeper/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { Tick } from '../../design/ticks.js';
import { useSay } from '../../words/words.js';
import type { ListedInvoice } from './licence-queries.js';
import { whyNotPayable } from './quote-words.js';

/** The way to the page where an open invoice is paid, or why there is none. */
export function PayInvoice({ invoice }: { readonly invoice: ListedInvoice }) {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [saveCard, setSaveCard] = useState(false);
  const { id, number, payableAtOnce } = invoice;
  const pay = useMutation({
    mutationFn: () =>
      api.post('/v1/invoices/{id}/checkout', { params: { path: { id } }, body: { saveCard } }),
    onSuccess: ({ checkoutUrl }) => window.location.assign(checkoutUrl),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['orders'] }),
  });
  const refused = pay.error instanceof Problem ? whyNotPayable(pay.error) : null;
  return (
    <>
      <Button
        aria-label={say('licences.invoices.pay.of', { number })}
        refusal={payableAtOnce ? null : say('licences.invoices.pay.why.not-taken')}
        onPress={() => setAsking(true)}
      >
        {say('licences.invoices.pay')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={say('licences.invoices.pay.of', { number })}
          go={say('licences.invoices.pay')}
          call={pay}
          refusal={refused && say(refused)}
          onGo={() => pay.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{say('licences.invoices.pay.text')}</p>
          <Tick isSelected={saveCard} onChange={setSaveCard}>
            {say('licences.buy.saveCard')}
          </Tick>
        </ConfirmDialog>
      )}
    </>
  );
}
