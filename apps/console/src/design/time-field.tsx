import type { FocusEvent } from 'react';
import type { KeyboardEvent } from 'react-aria-components';
import { HALF_TYPED } from './days.js';
import { TextField, type TextFieldProps } from './fields.js';

interface Props extends Pick<TextFieldProps, 'label' | 'hint' | 'min' | 'max' | 'isRequired'> {
  readonly type: 'date' | 'datetime-local';
  readonly value: string;
  /** A day or a time as the browser gives it, nothing, or `HALF_TYPED`. */
  readonly onChange: (value: string) => void;
}

/** A day, or a time of one. Browsers give nothing for what is typed half, and tell of it only to who looks. */
export function TimeField({ value, onChange, ...props }: Props) {
  const look = ({ target }: KeyboardEvent | FocusEvent) => {
    if (!(target instanceof HTMLInputElement)) return;
    const now = target.validity.badInput ? HALF_TYPED : target.value;
    if (now !== value) onChange(now);
  };
  return (
    <TextField
      {...props}
      value={value === HALF_TYPED ? '' : value}
      onChange={onChange}
      onKeyUp={look}
      onBlur={look}
    />
  );
}
