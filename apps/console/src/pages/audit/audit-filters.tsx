import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useMay } from '../../api/me.js';
import { Button, IconButton } from '../../design/buttons.js';
import { HALF_TYPED, isDay } from '../../design/days.js';
import { SelectField } from '../../design/select-field.js';
import { TimeField } from '../../design/time-field.js';
import { useSay } from '../../words/words.js';
import { PersonPicker, PickedPeople } from '../people/person-picker.js';
import { AUDIT_FILTERS, type AuditSearch } from './audit-search.js';

const route = getRouteApi('/app/audit');
const ACTIONS = 'trail.action.';

/** Whose acts, upon whom, which, and when; all of it in the address. */
export function AuditFilters({ search }: { readonly search: AuditSearch }) {
  const say = useSay();
  const navigate = route.useNavigate();
  const actions = useActions();
  const isFiltered = AUDIT_FILTERS.some((filter) => search[filter] !== undefined);
  const set = (filter: keyof AuditSearch, value: string, replace = false) =>
    void navigate({
      replace,
      search: ({ [filter]: _before, ...rest }) => (value === '' ? rest : { ...rest, [filter]: value }),
    });
  return (
    <div className="audit-filters" role="search" aria-label={say('audit.filters')}>
      {(['actor', 'target'] as const).map((filter) => (
        <Who key={filter} filter={filter} id={search[filter]} onChoose={(id) => set(filter, id)} />
      ))}
      <SelectField
        label={say('audit.action')}
        value={search.action ?? ''}
        choices={actions}
        nothing={say('audit.action.any')}
        onChange={(action) => set('action', action)}
      />
      {(['from', 'to'] as const).map((filter) => (
        <Day
          key={filter}
          filter={filter}
          day={search[filter] ?? ''}
          onDay={(day) => set(filter, day, true)}
        />
      ))}
      {isFiltered && (
        <Button look="quiet" onPress={() => void navigate({ search: {} })}>
          {say('audit.clear')}
        </Button>
      )}
    </div>
  );
}

/** Everything that the log can hold, by its words. */
function useActions() {
  const { messages, locale } = useIntl();
  return Object.entries(messages)
    .filter(([id]) => id.startsWith(ACTIONS))
    .map(([id, words]) => ({ id: id.slice(ACTIONS.length), name: String(words) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

function Who({
  filter,
  id,
  onChoose,
}: {
  readonly filter: 'actor' | 'target';
  readonly id: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const say = useSay();
  const may = useMay();
  const label = say(`audit.${filter}`);
  if (id === undefined)
    return (
      may('users.read') && <PersonPicker label={label} picked={[]} onPick={(person) => onChoose(person.id)} />
    );
  return (
    <div className="field">
      <span className="audit-label">{label}</span>
      {id.startsWith('usr_') ? (
        <PickedPeople ids={[id]} onRemove={() => onChoose('')} />
      ) : (
        <span className="picked-one">
          <code className="cut">{id}</code>
          <IconButton icon="close" label={say('shell.remove')} onPress={() => onChoose('')} />
        </span>
      )}
    </div>
  );
}

function Day({
  filter,
  day,
  onDay,
}: {
  readonly filter: 'from' | 'to';
  readonly day: string;
  readonly onDay: (day: string) => void;
}) {
  const say = useSay();
  const [typed, setTyped] = useState(day);
  const [sent, setSent] = useState(day);
  // Back, or somebody cleared all filters.
  if (day !== sent) {
    setSent(day);
    setTyped(day);
  }
  return (
    <TimeField
      label={say(`audit.${filter}`)}
      hint={typed === HALF_TYPED ? say('audit.halfDay') : undefined}
      type="date"
      max="9999-12-31"
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (next !== '' && !isDay(next)) return;
        setSent(next);
        onDay(next);
      }}
    />
  );
}
