import './copied-field.css';
import { type ReactNode, useId } from 'react';
import { CopyButton } from './copying.js';
import { TextField } from './fields.js';
import { useSay } from '../words/words.js';

/** A value that is needed elsewhere, to be copied as it is. */
export function CopiedField({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
}) {
  const say = useSay();
  const hintId = useId();
  return (
    <div className="stack-small">
      <div className="copied">
        <TextField
          label={label}
          value={value}
          isReadOnly
          mono
          {...(hint !== undefined && { 'aria-describedby': hintId })}
        />
        <CopyButton text={value} look="icon" label={say('shell.copy.of', { name: label })} />
      </div>
      {hint !== undefined && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
