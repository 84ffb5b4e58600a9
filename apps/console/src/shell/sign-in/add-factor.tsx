import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { api } from '../../api/client.js';
import { session } from '../../api/session.js';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { ProblemNote } from '../../design/problems.js';
import { useSay } from '../../words/words.js';
import { FactorKey } from './factor-key.js';
import { RecoveryCodes } from './recovery-codes.js';

/** A key for the app, a first code of it, then the recovery codes, which are shown this once. */
export function AddFactor({ password }: { readonly password: string }) {
  const say = useSay();
  const [typed, setTyped] = useState(password);
  const [otp, setOtp] = useState('');
  const begin = useMutation({ mutationFn: () => api.post('/v1/me/factors', { body: { password: typed } }) });
  const confirm = useMutation({
    mutationFn: (factorId: string) => {
      // Another tab may hear before this answer comes that nothing has to be added any more.
      session.hold();
      return api.post('/v1/me/factors/{factorId}/confirm', {
        params: { path: { factorId } },
        body: { otp: otp.trim() },
      });
    },
    onError: () => session.release(),
  });
  useEffect(() => () => session.release(), []);
  const error = confirm.error ?? begin.error;
  if (confirm.data) return <KeepCodes codes={confirm.data.recoveryCodes} />;
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (begin.data) confirm.mutate(begin.data.id);
        else begin.mutate();
      }}
    >
      <h1>{say('sign-in.factor.title')}</h1>
      <p className="soft">{say('sign-in.factor.text')}</p>
      {error && <ProblemNote error={error} />}
      {begin.data ? (
        <>
          <FactorKey {...begin.data} />
          <TextField
            label={say('sign-in.factor.code')}
            value={otp}
            onChange={setOtp}
            isRequired
            autoFocus
            mono
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        </>
      ) : (
        <TextField
          label={say('sign-in.factor.password')}
          type="password"
          value={typed}
          onChange={setTyped}
          isRequired
          autoComplete="current-password"
        />
      )}
      <Button type="submit" look="main" isPending={begin.isPending || confirm.isPending}>
        {say(begin.data ? 'sign-in.factor.go' : 'sign-in.factor.begin')}
      </Button>
    </Form>
  );
}

function KeepCodes({ codes }: { readonly codes: readonly string[] }) {
  const say = useSay();
  return (
    <div className="stack">
      <h1>{say('sign-in.codes.title')}</h1>
      <p className="soft">{say('sign-in.codes.text')}</p>
      <RecoveryCodes codes={codes} />
      <Button look="main" onPress={() => session.done('add-factor')}>
        {say('sign-in.codes.go')}
      </Button>
    </div>
  );
}
