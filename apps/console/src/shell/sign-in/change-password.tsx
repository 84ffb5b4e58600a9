import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { changePassword } from '../../api/passwords.js';
import { Button } from '../../design/buttons.js';
import { CurrentPasswordField, NextPasswordField } from '../../design/password-fields.js';
import { useFieldErrors } from '../../design/use-field-errors.js';
import { ProblemNote } from '../../design/problems.js';
import { useSay } from '../../words/words.js';

interface Props {
  /** What was just typed; asked for where it is empty, after the page was loaded anew. */
  readonly current: string;
  readonly onChanged: (password: string) => void;
}

export function ChangePassword({ current, onChanged }: Props) {
  const say = useSay();
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ current: current || before, next }),
    onSuccess: () => onChanged(next),
  });
  const fieldErrors = useFieldErrors(change.error);
  return (
    <Form
      className="stack"
      validationErrors={fieldErrors}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <h1>{say('sign-in.change.title')}</h1>
      <p className="soft">{say('sign-in.change.text')}</p>
      {change.error && <ProblemNote error={change.error} />}
      {current === '' && <CurrentPasswordField value={before} onChange={setBefore} />}
      <NextPasswordField hint={say('sign-in.change.hint')} value={next} onChange={setNext} autoFocus />
      <Button type="submit" look="main" isPending={change.isPending}>
        {say('sign-in.change.go')}
      </Button>
    </Form>
  );
}
