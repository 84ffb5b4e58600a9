import { useState } from 'react';
import { TextField } from '../../design/fields.js';
import { SaveForm } from '../../design/save-form.js';
import { useSay } from '../../words/words.js';

/** That it is oneself who asks, and nobody who has come by the session. */
export interface Proof {
  readonly password: string;
  readonly otp?: string;
}

interface Props {
  /** What comes of it. */
  readonly about: string;
  readonly go: string;
  readonly hasFactor: boolean;
  readonly call: { readonly isPending: boolean; readonly error: unknown };
  readonly onProof: (proof: Proof) => void;
  readonly onCancel: () => void;
}

/** Asks for the password once more, and for a code where there is a second factor. */
export function ProofForm({ about, go, hasFactor, call, onProof, onCancel }: Props) {
  const say = useSay();
  const [password, setPassword] = useState('');
  const [otp, setOtp] = useState('');
  return (
    <SaveForm
      go={go}
      call={call}
      onSave={() => onProof({ password, ...(hasFactor && { otp: otp.trim() }) })}
      onCancel={onCancel}
    >
      <p>{about}</p>
      <TextField
        label={say('sign-in.factor.password')}
        name="password"
        type="password"
        value={password}
        onChange={setPassword}
        isRequired
        autoFocus
        autoComplete="current-password"
      />
      {hasFactor && (
        <TextField
          label={say('sign-in.proof.code')}
          hint={say('sign-in.proof.code.hint')}
          name="otp"
          value={otp}
          onChange={setOtp}
          isRequired
          mono
          autoComplete="one-time-code"
        />
      )}
    </SaveForm>
  );
}
