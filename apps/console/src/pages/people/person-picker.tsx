import '../../design/forms.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button as AriaButton, ComboBox, Input, Label, ListBox, Popover } from 'react-aria-components';
import { api } from '../../api/client.js';
import { IconButton } from '../../design/buttons.js';
import { Icon } from '../../design/icons.js';
import { PersonOption } from '../../design/person-option.js';
import { useSay } from '../../words/words.js';
import { usePeopleById } from './people-names.js';
import type { Person } from './person-acts.js';
import { SomebodyLink } from './actor-name.js';

const SHOWN = 12;

interface Props {
  readonly label: string;
  /** Who is picked already, by id: they are not offered again. */
  readonly picked: readonly string[];
  readonly onPick: (person: Person) => void;
  /** Offers people of these statuses alone, with commas. */
  readonly status?: string;
}

/** Finds somebody by some letters of the name. */
export function PersonPicker({ label, picked, onPick, status }: Props) {
  const say = useSay();
  const [text, setText] = useState('');
  const [picks, setPicks] = useState(0);
  const q = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['people', 'found', 'picker', q, status],
    queryFn: ({ signal }) =>
      api.get('/v1/users', {
        params: { query: { limit: SHOWN, ...(q && { q }), ...(status && { status }) } },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const people = (data?.items ?? []).filter(({ id }) => !picked.includes(id));
  return (
    <ComboBox
      // Another one after each pick: the same would open again because its text has changed.
      key={picks}
      autoFocus={picks > 0}
      className="field"
      items={people}
      value={null}
      inputValue={text}
      onInputChange={setText}
      menuTrigger="input"
      allowsEmptyCollection
      onChange={(key) => {
        const person = people.find(({ id }) => id === key);
        if (!person) return;
        onPick(person);
        setText('');
        setPicks(picks + 1);
      }}
    >
      <Label>{label}</Label>
      <div className="picker">
        <Input className="input" placeholder={say('people.pick')} />
        <AriaButton className="picker-open">
          <Icon name="down" />
        </AriaButton>
      </div>
      <Popover className="popover" offset={4}>
        <ListBox<Person>
          className="menu"
          renderEmptyState={() => <p className="palette-none soft">{say('people.none')}</p>}
        >
          {(person) => <PersonOption person={person} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** Who is picked, each to be taken away again. */
export function PickedPeople({
  ids,
  onRemove,
  refusal,
}: {
  readonly ids: readonly string[];
  readonly onRemove: (id: string) => void;
  readonly refusal?: string | null;
}) {
  const say = useSay();
  const people = usePeopleById(ids);
  return (
    <ul className="picked">
      {ids.map((id) => (
        <li key={id} className="picked-one">
          <span className="cut">
            <SomebodyLink id={id} person={people.get(id)} />
          </span>
          <IconButton
            icon="close"
            label={say('shell.remove')}
            refusal={refusal}
            onPress={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  );
}
