import type { ReactNode } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
} from 'react-aria-components';
import { useSay } from '../words/words.js';

export interface TextFieldProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  /** Rows of a text of several lines. */
  readonly rows?: number;
  readonly mono?: boolean;
  /** Of a time: the first and the last that can be chosen. */
  readonly min?: string;
  readonly max?: string;
}

export function TextField({ label, hint, placeholder, rows, mono, min, max, ...props }: TextFieldProps) {
  const look = `input${mono ? ' mono' : ''}`;
  return (
    <AriaTextField {...props} className="field">
      <Label>{label}</Label>
      {rows === undefined ? (
        <Input className={look} placeholder={placeholder ?? ''} min={min} max={max} />
      ) : (
        <TextArea className={look} rows={rows} placeholder={placeholder ?? ''} />
      )}
      <FieldNotes hint={hint} />
    </AriaTextField>
  );
}

/** Beneath a field: what helps to fill it in, and what is wrong with what it holds. */
export function FieldNotes({ hint }: Pick<TextFieldProps, 'hint'>) {
  const say = useSay();
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        {({ validationDetails, validationErrors }) =>
          validationDetails.valueMissing ? say('shell.required') : validationErrors.join(' ')
        }
      </FieldError>
    </>
  );
}
