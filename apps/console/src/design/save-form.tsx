import './forms.css';
import { type ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { useSay } from '../words/words.js';
import { Button } from './buttons.js';
import { useFieldErrors } from './use-field-errors.js';
import { ProblemNote } from './problems.js';
import { useOnce } from './use-once.js';

interface Props {
  /** What the button says that saves. */
  readonly go: string;
  /** The call, as it goes on. */
  readonly call: { readonly isPending: boolean; readonly error: unknown };
  /** What went wrong is told by the form itself. */
  readonly isTold?: boolean;
  readonly refusal?: string | null;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  /** Fields that have the names that the API has for them: what it refuses is told beside them. */
  readonly children: ReactNode;
}

/** A form that is saved as a whole, or left. */
export function SaveForm({ go, call, isTold, refusal, onSave, onCancel, children }: Props) {
  const say = useSay();
  const { error, isPending } = call;
  const once = useOnce();
  const fieldErrors = useFieldErrors(error);
  return (
    <Form
      className="stack"
      validationErrors={fieldErrors}
      onSubmit={(event) => {
        event.preventDefault();
        once(onSave);
      }}
    >
      {children}
      {error != null && !isTold && <ProblemNote error={error} />}
      <div className="row form-foot">
        <Button onPress={onCancel}>{say('shell.cancel')}</Button>
        <Button type="submit" look="main" isPending={isPending} refusal={refusal}>
          {go}
        </Button>
      </div>
    </Form>
  );
}
