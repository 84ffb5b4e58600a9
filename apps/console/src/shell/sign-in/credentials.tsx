import { Problem } from '@seatkeeper/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { home } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { ProblemNote } from '../../design/problems.js';
import { preferences } from '../../preferences/preferences.js';
import { useSay } from '../../words/words.js';
import type { Known } from './sign-in-steps.js';
import { ssoAddress } from './sso-address.js';

interface Props {
  /** Who signs in again: nobody else can. */
  readonly known?: Known | undefined;
  readonly heading?: 'h1' | undefined;
  readonly onForgotten?: (() => void) | undefined;
  readonly onPassword: (password: string) => void;
}

const isCodeAsked = (error: unknown): boolean =>
  error instanceof Problem &&
  (error.code === 'second-factor-required' || error.code === 'second-factor-wrong');

export function Credentials({ known, heading: Heading, onForgotten, onPassword }: Props) {
  const say = useSay();
  const [account, setAccount] = useState(known?.account ?? preferences.read().account);
  const [username, setUsername] = useState(known?.username ?? '');
  const [password, setPassword] = useState('');
  const [otp, setOtp] = useState('');
  const [byRecovery, setByRecovery] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const signIn = useMutation({
    mutationFn: () =>
      home.signIn({
        account: account.trim(),
        username: username.trim(),
        password,
        ...(otp && { otp: otp.trim() }),
      }),
    onSuccess: () => {
      preferences.set({ account: account.trim() });
      onPassword(password);
    },
    onError: (error) => {
      if (isCodeAsked(error)) setAsksCode(true);
    },
  });
  const { error } = signIn;
  const isFirstAsk = error instanceof Problem && error.code === 'second-factor-required';
  const send = () => signIn.mutate();
  const goElsewhere = () => {
    preferences.set({ account: account.trim() });
    window.location.assign(ssoAddress(account, username, window.location));
  };
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {Heading && <Heading>{say(asksCode ? 'sign-in.code.title' : 'sign-in.title')}</Heading>}
      {error && !isFirstAsk && <ProblemNote error={error} />}
      {asksCode ? (
        <>
          <p className="soft">{say(byRecovery ? 'sign-in.code.recovery.text' : 'sign-in.code.text')}</p>
          <TextField
            key={String(byRecovery)}
            label={say(byRecovery ? 'sign-in.code.recoveryLabel' : 'sign-in.code')}
            value={otp}
            onChange={setOtp}
            isRequired
            autoFocus
            mono
            autoComplete="one-time-code"
            {...(!byRecovery && { inputMode: 'numeric' as const })}
          />
        </>
      ) : (
        <>
          <TextField
            label={say('sign-in.account')}
            hint={known ? undefined : say('sign-in.account.hint')}
            name="account"
            value={account}
            onChange={setAccount}
            isRequired
            isReadOnly={known !== undefined}
            autoComplete="organization"
            autoFocus={account === ''}
            spellCheck="false"
          />
          <TextField
            label={say('sign-in.username')}
            name="username"
            value={username}
            onChange={setUsername}
            isRequired
            isReadOnly={known !== undefined}
            autoComplete="username"
            autoFocus={account !== '' && !known}
            spellCheck="false"
          />
          <TextField
            label={say('sign-in.password')}
            name="password"
            type="password"
            value={password}
            onChange={setPassword}
            isRequired
            autoComplete="current-password"
            autoFocus={known !== undefined}
          />
        </>
      )}
      <Button type="submit" look="main" isPending={signIn.isPending}>
        {say('sign-in.go')}
      </Button>
      {!asksCode && !known && (
        <Button refusal={account.trim() === '' ? say('sign-in.sso.account') : null} onPress={goElsewhere}>
          {say('sign-in.sso')}
        </Button>
      )}
      {asksCode ? (
        <div className="row">
          <Button
            look="quiet"
            onPress={() => {
              setOtp('');
              setByRecovery(!byRecovery);
            }}
          >
            {say(byRecovery ? 'sign-in.code.app' : 'sign-in.code.recovery')}
          </Button>
          <span className="spread" />
          <Button
            look="quiet"
            onPress={() => {
              setOtp('');
              setAsksCode(false);
              signIn.reset();
            }}
          >
            {say('shell.back')}
          </Button>
        </div>
      ) : (
        onForgotten && (
          <Button look="quiet" onPress={onForgotten}>
            {say('sign-in.forgotten')}
          </Button>
        )
      )}
    </Form>
  );
}
