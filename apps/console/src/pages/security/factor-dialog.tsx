import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { SaveForm } from '../../design/save-form.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { FactorKey } from '../../shell/sign-in/factor-key.js';
import { type Proof, ProofForm } from '../../shell/sign-in/proof-form.js';
import { RecoveryCodes } from '../../shell/sign-in/recovery-codes.js';
import { useSay } from '../../words/words.js';
import { myFactorsQuery, mySessionsQuery } from './security-queries.js';

export type FactorAct = 'add' | 'replace' | 'codes' | 'remove';

interface Props {
  readonly act: FactorAct;
  /** A code is asked for besides the password. */
  readonly hasFactor: boolean;
  readonly onClose: () => void;
}

/** One act upon the own second factor: the proof that it is oneself, then the key and a first code of it, then codes to keep. */
export function FactorDialog({ act, hasFactor, onClose }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const refresh = () => {
    for (const { queryKey } of [myFactorsQuery, mySessionsQuery])
      void queries.invalidateQueries({ queryKey });
  };
  const begin = useMutation({
    mutationFn: (body: Proof) => api.post('/v1/me/factors', { body }),
  });
  const confirm = useMutation({
    mutationFn: ({ factorId, otp }: { factorId: string; otp: string }) =>
      api.post('/v1/me/factors/{factorId}/confirm', { params: { path: { factorId } }, body: { otp } }),
    onSuccess: refresh,
  });
  const renew = useMutation({
    mutationFn: (body: Proof) => api.post('/v1/me/factors/recovery-codes', { body }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: (body: Proof) => api.delete('/v1/me/factors', { body }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('security.factor.removed') });
      refresh();
      onClose();
    },
  });
  const codes = confirm.data?.recoveryCodes ?? renew.data?.recoveryCodes;
  if (codes)
    return (
      // It cannot be dismissed by chance: the codes are shown this once.
      <Dialog
        title={say('sign-in.codes.title')}
        isOpen
        foot={
          <Button look="main" onPress={onClose}>
            {say('sign-in.codes.go')}
          </Button>
        }
      >
        <div className="stack">
          <Note tone="warn">
            <p>{say('sign-in.codes.text')}</p>
          </Note>
          <RecoveryCodes codes={codes} />
        </div>
      </Dialog>
    );
  const prove = { add: begin, replace: begin, codes: renew, remove }[act];
  return (
    <Dialog title={say(`security.factor.${act}`)} isOpen onClose={onClose}>
      {begin.data ? (
        <FirstCode
          begun={begin.data}
          call={confirm}
          onCode={(otp) => confirm.mutate({ factorId: begin.data.id, otp })}
          onCancel={onClose}
        />
      ) : (
        <ProofForm
          about={say(`security.factor.${act}.means`)}
          go={say(act === 'add' || act === 'replace' ? 'sign-in.factor.begin' : `security.factor.${act}`)}
          hasFactor={hasFactor}
          call={prove}
          onProof={(proof) => prove.mutate(proof)}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}

function FirstCode({
  begun,
  call,
  onCode,
  onCancel,
}: {
  readonly begun: { readonly secret: string; readonly uri: string };
  readonly call: { readonly isPending: boolean; readonly error: unknown };
  readonly onCode: (otp: string) => void;
  readonly onCancel: () => void;
}) {
  const say = useSay();
  const [otp, setOtp] = useState('');
  return (
    <SaveForm go={say('sign-in.factor.go')} call={call} onSave={() => onCode(otp.trim())} onCancel={onCancel}>
      <p className="soft">{say('security.factor.scan')}</p>
      <FactorKey {...begun} />
      <TextField
        label={say('sign-in.factor.code')}
        name="otp"
        value={otp}
        onChange={setOtp}
        isRequired
        autoFocus
        mono
        inputMode="numeric"
        autoComplete="one-time-code"
      />
    </SaveForm>
  );
}
