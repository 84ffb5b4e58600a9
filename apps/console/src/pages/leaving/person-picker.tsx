import './person-picker.css';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { api } from '../../api/client.js';
import { Avatar } from '../../design/avatar.js';
import { IconButton } from '../../design/buttons.js';
import { Icon } from '../../design/icons.js';
import { useSay } from '../../words/words.js';
import { fullName, usePeopleById } from '../people/people-names.js';
import { NamedPerson } from '../people/named-person.js';

const FOUND_AT_ONCE = 8;
/** Who may get records: as the API says. */
const RECEIVERS = 'active,invited';

interface Props {
  readonly label: string;
  /** Who is chosen; one, or several where `many`. */
  readonly chosen: readonly string[];
  readonly many?: boolean;
  /** Who cannot be chosen. */
  readonly except: readonly string[];
  readonly onChoose: (chosen: string[]) => void;
}

/** Chooses people who work here by some letters of their name. */
export function PersonPicker({ label, chosen, many, except, onChoose }: Props) {
  const say = useSay();
  const people = usePeopleById(chosen);
  return (
    <div className="stack-small">
      {chosen.length > 0 && (
        <ul className="picked" aria-label={label}>
          {chosen.map((id) => (
            <li key={id} className="picked-one">
              <NamedPerson id={id} person={people.get(id)} />
              <IconButton
                icon="close"
                label={say('leaving.picker.remove', { name: nameIn(people.get(id), id) })}
                onPress={() => onChoose(chosen.filter((one) => one !== id))}
              />
            </li>
          ))}
        </ul>
      )}
      {(many || chosen.length === 0) && (
        <Finder
          // What was typed has served once somebody is chosen.
          key={chosen.join()}
          label={label}
          except={[...except, ...chosen]}
          onFind={(id) => onChoose([...chosen, id])}
        />
      )}
    </div>
  );
}

const nameIn = (person: { firstName: string; lastName: string } | undefined, id: string) =>
  person ? fullName(person) : id;

function Finder({
  label,
  except,
  onFind,
}: {
  readonly label: string;
  readonly except: readonly string[];
  readonly onFind: (id: string) => void;
}) {
  const say = useSay();
  const [q, setQ] = useState('');
  const asked = useDeferredValue(q.trim());
  const { data } = useQuery({
    queryKey: ['people', 'receivers', asked],
    queryFn: ({ signal }) =>
      api.get('/v1/users', {
        params: {
          query: {
            ...(asked !== '' && { q: asked }),
            ...{ status: RECEIVERS, type: 'standard', limit: FOUND_AT_ONCE + except.length },
          },
        },
        signal,
      }),
    placeholderData: (before) => before,
  });
  const found = (data?.items ?? []).filter(({ id }) => !except.includes(id)).slice(0, FOUND_AT_ONCE);
  return (
    <ComboBox
      className="picker"
      items={found}
      inputValue={q}
      onInputChange={setQ}
      onChange={(id) => id !== null && onFind(String(id))}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label>{label}</Label>
      <div className="picker-field">
        <Icon name="search" />
        <Input className="input" placeholder={say('leaving.picker.placeholder')} />
      </div>
      <Popover className="popover" offset={4}>
        <ListBox
          className="menu"
          renderEmptyState={() => <p className="menu-item soft">{say('leaving.picker.none')}</p>}
        >
          {(person: (typeof found)[number]) => (
            <ListBoxItem id={person.id} textValue={fullName(person)} className="menu-item">
              <Avatar name={fullName(person)} />
              <span className="menu-words">
                <span>{fullName(person)}</span>
                <span className="small soft cut">{person.title ?? person.username}</span>
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
