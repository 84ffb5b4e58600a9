import { useState, useSyncExternalStore } from 'react';
import { session } from '../../api/session.js';
import { ChangePassword } from './change-password.js';
import { AddFactor } from './add-factor.js';
import { Credentials } from './credentials.js';

export interface Known {
  readonly account: string;
  readonly username: string;
}

/**
 * From nobody to signed in: account, name and password, a code where there is a second factor, then what has to be
 * done first. Whoever shows it goes on when the session is in and must nothing.
 */
export function SignInSteps({
  known,
  heading,
  onForgotten,
}: {
  readonly known?: Known;
  readonly heading?: 'h1';
  readonly onForgotten?: () => void;
}) {
  const state = useSyncExternalStore(session.subscribe, session.read);
  // Asked for again in the next step otherwise; gone with it.
  const [password, setPassword] = useState('');
  const must = state.is === 'in' ? state.must : null;
  if (must === 'change-password') return <ChangePassword current={password} onChanged={setPassword} />;
  if (must === 'add-factor') return <AddFactor password={password} />;
  return <Credentials {...{ known, heading, onForgotten }} onPassword={setPassword} />;
}
