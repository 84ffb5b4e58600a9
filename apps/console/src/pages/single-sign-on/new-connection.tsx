import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { CopiedField } from '../../design/copied-field.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { SaveForm } from '../../design/save-form.js';
import { SelectField } from '../../design/select-field.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { useConnectionAnswers } from './change-connection.js';
import { domainsIn, NEW_CONNECTION, newConnectionOf, withProvider } from './connection-drafts.js';
import { ConnectionFields } from './connection-fields.js';
import { type Connections, MOST_DOMAINS } from './connection-queries.js';
import { KNOWN, PROVIDERS } from './providers.js';

/** Connects the account to a provider: first what is set there, then what it says of itself. */
export function NewConnection({
  known,
  onClose,
}: {
  readonly known: Connections | undefined;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const { settle } = useConnectionAnswers('');
  const [draft, setDraft] = useState(() => withProvider(NEW_CONNECTION, 'okta'));
  const { provider } = draft;
  const make = useMutation({
    mutationFn: () => api.post('/v1/sso-connections', { body: newConnectionOf(draft) }),
    // What is kept of it holds no secret: this is the dialog's alone.
    gcTime: 0,
    onSuccess: async ({ id, name }) => {
      toast.say({ tone: 'good', text: say('sso.made', { name }) });
      onClose();
      await navigate({ to: '/settings/single-sign-on/$id', params: { id } });
    },
    onSettled: settle,
  });
  return (
    <Dialog title={say('sso.new')} isOpen onClose={onClose} look="wide">
      <SaveForm
        go={say('sso.create')}
        call={make}
        refusal={
          domainsIn(draft.domains).length > MOST_DOMAINS
            ? say('sso.domains.most', { most: MOST_DOMAINS })
            : null
        }
        onSave={() => make.mutate()}
        onCancel={onClose}
      >
        <SelectField
          label={say('sso.which')}
          value={provider}
          choices={PROVIDERS.map((id) => ({
            id,
            name: id === 'other' ? say('sso.which.other') : KNOWN[id].name,
          }))}
          onChange={(next) => setDraft(withProvider(draft, PROVIDERS.find((one) => one === next) ?? 'other'))}
          hint={say(`sso.where.${provider}`)}
          isRequired
        />
        {known?.redirectUri !== undefined && (
          <CopiedField
            label={say('sso.redirectUri')}
            hint={say('sso.redirectUri.hint')}
            value={known.redirectUri}
          />
        )}
        {known?.scopes && <CopiedField label={say('sso.scopes')} value={known.scopes.join(' ')} />}
        <ConnectionFields
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
          hasSecret={false}
          {...(provider !== 'other' && { issuer: KNOWN[provider].issuer })}
        />
        <TextField
          name="domains"
          label={say('sso.domains')}
          hint={say('sso.domains.hint')}
          placeholder="firm.example"
          rows={2}
          value={draft.domains}
          onChange={(domains) => setDraft({ ...draft, domains })}
          maxLength={5_000}
        />
      </SaveForm>
    </Dialog>
  );
}
