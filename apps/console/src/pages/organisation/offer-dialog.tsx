import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { madeOffersQuery } from './affiliate-queries.js';

/** Asks an account that is there already to become an affiliate. */
export function OfferDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [slug, setSlug] = useState('');
  const offer = useMutation({
    mutationFn: () => api.post('/v1/account/affiliate-offers', { body: { account: slug.trim() } }),
    onSuccess: ({ account }) => {
      toast.say({ tone: 'good', text: say('organisation.affiliate.offered', { slug: account }) });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: madeOffersQuery.queryKey }),
  });
  return (
    <Dialog title={say('organisation.affiliate.offer')} isOpen onClose={onClose}>
      <SaveForm
        go={say('organisation.affiliate.offer.go')}
        call={offer}
        onSave={() => offer.mutate()}
        onCancel={onClose}
      >
        <p>{say('organisation.affiliate.offer.text')}</p>
        <TextField
          name="account"
          label={say('organisation.affiliate.slug')}
          hint={say('organisation.affiliate.offer.hint')}
          value={slug}
          onChange={setSlug}
          maxLength={40}
          isRequired
          autoFocus
          mono
        />
      </SaveForm>
    </Dialog>
  );
}
