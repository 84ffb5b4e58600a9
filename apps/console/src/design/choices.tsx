import './choices.css';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, Label, Radio, RadioGroup } from 'react-aria-components';
import { Icon } from './icons.js';

/** One of some, all to be seen at once. */
export function Choices<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly words: ReactNode }[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <RadioGroup className="choices" value={value} onChange={(next) => onChange(next as T)}>
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

export function Checkbox({
  isSelected,
  onChange,
  children,
}: {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <AriaCheckbox className="checkbox" isSelected={isSelected} onChange={onChange}>
      <span className="checkbox-box">{isSelected && <Icon name="check" />}</span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
