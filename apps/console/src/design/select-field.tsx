import './forms.css';
import type { ReactNode } from 'react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { useSay } from '../words/words.js';
import { FieldNotes } from './fields.js';
import { Icon } from './icons.js';

export interface SelectFieldProps {
  readonly label: string;
  readonly name?: string;
  /** Empty where nothing is chosen. */
  readonly value: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  /** What it is called to choose nothing. */
  readonly nothing?: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** Something has to be chosen; else nothing can be. */
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

/** One of several that are too many to be seen at once. */
export function SelectField({
  label,
  name,
  value,
  choices,
  nothing,
  onChange,
  hint,
  isRequired,
  isDisabled,
}: SelectFieldProps) {
  const say = useSay();
  const all = isRequired ? choices : [{ id: '', name: nothing ?? say('shell.nothing') }, ...choices];
  return (
    <Select
      className="field"
      {...(name !== undefined && { name })}
      value={value === '' && isRequired ? null : value}
      onChange={(key) => onChange(String(key ?? ''))}
      isRequired={isRequired ?? false}
      isDisabled={isDisabled ?? false}
    >
      <Label>{label}</Label>
      <Button className="button select">
        <SelectValue className="cut">{({ selectedText }) => selectedText || say('shell.choose')}</SelectValue>
        <Icon name="down" />
      </Button>
      <FieldNotes hint={hint} />
      <Popover className="popover" offset={4}>
        <ListBox className="menu" items={all}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.name} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-mark">{isSelected && <Icon name="check" />}</span>
                  <span className="menu-words">{choice.name}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
