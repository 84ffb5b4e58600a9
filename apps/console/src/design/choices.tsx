import './choices.css';
import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';

/** One of some, all to be seen at once. */
export function Choices<T extends string>({
  label,
  value,
  choices,
  onChange,
  isDisabled = false,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly words: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <RadioGroup
      className="choices"
      value={value}
      onChange={(next) => onChange(next as T)}
      isDisabled={isDisabled}
    >
      <Label className="choices-label">{label}</Label>
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className="radio">
          <span className="radio-dot" />
          <span>{choice.words}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
