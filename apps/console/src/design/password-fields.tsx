import { useSay } from '../words/words.js';
import { TextField } from './fields.js';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
}

/** The password that is to be replaced. */
export function CurrentPasswordField(props: Props) {
  const say = useSay();
  return (
    <TextField
      {...props}
      label={say('sign-in.change.current')}
      name="current"
      type="password"
      isRequired
      autoComplete="current-password"
    />
  );
}

/** The one that replaces it; `hint` says what a good one is, where nothing else does. */
export function NextPasswordField({ hint, ...props }: Props & { readonly hint?: string }) {
  const say = useSay();
  return (
    <TextField
      {...props}
      {...(hint !== undefined && { hint })}
      label={say('sign-in.change.next')}
      name="next"
      type="password"
      isRequired
      autoComplete="new-password"
    />
  );
}
