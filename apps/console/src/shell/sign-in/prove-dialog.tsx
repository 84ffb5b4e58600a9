import { useMutation, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { proving } from '../../api/proving.js';
import { Button } from '../../design/buttons.js';
import { Dialog } from '../../design/dialogs.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { type Proof, ProofForm } from './proof-form.js';
import { ssoAddress } from './sso-address.js';

/** Above whatever is being done: asks for what a session alone is not enough for; the call that met it then goes on by itself. */
export function ProveDialog() {
  const say = useSay();
  const isAsked = useSyncExternalStore(proving.subscribe, proving.read);
  const cancel = () => proving.answer(false);
  return (
    <Dialog title={say('sign-in.proof')} isOpen={isAsked} onClose={cancel}>
      {isAsked && <ProveNote onCancel={cancel} />}
    </Dialog>
  );
}

function ProveNote({ onCancel }: { readonly onCancel: () => void }) {
  const say = useSay();
  const { data, error, refetch } = useQuery({
    queryKey: ['me', 'proof'],
    queryFn: ({ signal }) => api.get('/v1/auth/prove', { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const prove = useMutation({
    mutationFn: (body: Proof) => api.post('/v1/auth/prove', { body }),
    onSuccess: () => proving.answer(true),
  });
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={3} />;
  if (data.asks.includes('sso')) return <Elsewhere onCancel={onCancel} />;
  return (
    <ProofForm
      about={say('sign-in.proof.text')}
      go={say('sign-in.proof.go')}
      hasFactor={data.asks.includes('otp')}
      call={prove}
      onProof={(proof) => prove.mutate(proof)}
      onCancel={onCancel}
    />
  );
}

/** Whoever has no password here goes to the provider, and comes back to this page. */
function Elsewhere({ onCancel }: { readonly onCancel: () => void }) {
  const say = useSay();
  const { home, user } = useMe();
  return (
    <div className="stack">
      <p>{say('sign-in.proof.sso')}</p>
      <div className="row form-foot">
        <Button onPress={onCancel}>{say('shell.cancel')}</Button>
        <Button
          look="main"
          onPress={() => location.assign(ssoAddress(home.slug, user.username, location, { again: true }))}
        >
          {say('sign-in.sso')}
        </Button>
      </div>
    </div>
  );
}
