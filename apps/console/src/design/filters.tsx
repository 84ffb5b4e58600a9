import './filters.css';
import { useEffect, useEffectEvent, useState } from 'react';
import { Button as AriaButton, Input, SearchField, type Selection } from 'react-aria-components';
import { useSay } from '../words/words.js';
import { Icon } from './icons.js';
import { Menu, MenuChoice, MenuItem } from './menus.js';

/** ms after the last letter until it is searched. */
const SETTLE_MS = 100;

/** A field whose text is searched for a moment after it was typed. */
export function SearchBox({
  label,
  q,
  onSearch,
}: {
  readonly label: string;
  /** What is searched for now, as the address says. */
  readonly q: string;
  readonly onSearch: (q: string) => void;
}) {
  const say = useSay();
  const [typed, setTyped] = useState(q);
  const [sent, setSent] = useState(q);
  // Back, or somebody cleared all filters; what was typed here is in the address by our own doing.
  if (q !== sent) {
    setSent(q);
    setTyped(q);
  }
  const settle = useEffectEvent(() => {
    if (typed.trim() === sent) return;
    setSent(typed.trim());
    onSearch(typed.trim());
  });
  useEffect(() => {
    const timer = setTimeout(settle, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchField aria-label={label} value={typed} onChange={setTyped} className="search">
      <Icon name="search" />
      <Input className="input" placeholder={label} maxLength={200} />
      <AriaButton className="search-clear" aria-label={say('shell.search.clear')}>
        <Icon name="close" />
      </AriaButton>
    </SearchField>
  );
}

interface FilterMenuProps {
  readonly title: string;
  readonly values: readonly string[];
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly onChoose: (values: readonly string[]) => void;
  /** Why one more cannot be chosen now. */
  readonly refusal?: (id: string) => string | null;
}

/** A button that says what a list is filtered by, and opens what it can be filtered by. */
export function FilterMenu({ title, values, choices, onChoose, refusal }: FilterMenuProps) {
  const first = choices.find(({ id }) => id === values[0])?.name ?? values[0];
  const more = values.length > 1 ? ` +${values.length - 1}` : '';
  const choose = (next: Selection) =>
    onChoose(next === 'all' ? choices.map(({ id }) => id) : [...next].map(String));
  return (
    <Menu
      aria-label={title}
      trigger={<Chip title={title} value={first && first + more} isSet={values.length > 0} />}
    >
      <MenuChoice title={title} mode="multiple" chosen={values} onChoose={choose}>
        {choices.map(({ id, name }) => (
          <MenuItem key={id} id={id} label={name} refusal={refusal?.(id)} />
        ))}
      </MenuChoice>
    </Menu>
  );
}

/** The same where one is chosen, or none: choosing it once more takes it away. */
export function ChoiceMenu({
  title,
  value,
  choices,
  onChoose,
  isAlwaysSet = false,
}: Pick<FilterMenuProps, 'title' | 'choices'> & {
  readonly value: string | undefined;
  readonly onChoose: (id: string) => void;
  /** One is chosen always, such as an order: it narrows nothing. */
  readonly isAlwaysSet?: boolean;
}) {
  const name = choices.find(({ id }) => id === value)?.name;
  const isSet = name !== undefined && !isAlwaysSet;
  return (
    <Menu
      aria-label={title}
      onAction={(id) => onChoose(String(id))}
      trigger={<Chip title={title} value={name} isSet={isSet} />}
    >
      {choices.map((one) => (
        <MenuItem
          key={one.id}
          id={one.id}
          label={one.name}
          {...(one.id === value && { icon: 'check' as const })}
        />
      ))}
    </Menu>
  );
}

/** Says what a list is filtered by; it opens a menu that it is the trigger of, or does what is pressed. */
export function Chip({
  title,
  value,
  isSet,
  onPress,
}: {
  readonly title: string;
  readonly value: string | undefined;
  readonly isSet: boolean;
  readonly onPress?: () => void;
}) {
  const say = useSay();
  return (
    <AriaButton className={`button chip${isSet ? ' chip-set' : ''}`} {...(onPress && { onPress })}>
      <span className="cut">
        {value === undefined ? title : say('shell.filter.chosen', { title, value })}
      </span>
      <Icon name="down" />
    </AriaButton>
  );
}
