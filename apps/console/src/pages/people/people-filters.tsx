import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { Button as AriaButton, Input, SearchField, type Selection } from 'react-aria-components';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { Icon } from '../../design/icons.js';
import { Menu, MenuChoice, MenuItem } from '../../design/menus.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { useGroupName } from './group-names.js';
import { choicesQuery, licensesQuery } from './people-queries.js';
import { type Filter, FILTERS, isTooMany, listOf, type PeopleSearch, STATUSES } from './people-search.js';

const route = getRouteApi('/app/people');
/** ms after the last letter until it is searched. */
const SETTLE_MS = 200;

export function PeopleFilters({ search }: { readonly search: PeopleSearch }) {
  const say = useSay();
  const navigate = route.useNavigate();
  const may = useMay();
  const isFiltered = search.q !== undefined || FILTERS.some((filter) => search[filter] !== undefined);
  const set = (filter: Filter, values: readonly string[]) =>
    void navigate({
      search: ({ [filter]: _before, ...rest }) =>
        values.length > 0 ? { ...rest, [filter]: values.join(',') } : rest,
    });
  const statuses = STATUSES.map((id) => ({ id, name: say(`people.status.${id}`) }));
  const types = (['standard', 'service'] as const).map((id) => ({ id, name: say(`people.type.${id}`) }));
  return (
    <div className="filters" role="search">
      <Search q={search.q ?? ''} />
      <Choice filter="status" chosen={search.status} choices={statuses} onChoose={set} />
      <Choice filter="type" chosen={search.type} choices={types} onChoose={set} />
      {(['group', 'office', 'department', 'seniority'] as const).map((filter) => (
        <Known key={filter} filter={filter} chosen={search[filter]} onChoose={set} />
      ))}
      {may('licenses.read') && <Products chosen={search.product} onChoose={set} />}
      {isFiltered && (
        <Button
          look="quiet"
          onPress={() =>
            void navigate({
              search: ({ sort, person }) => ({ ...(sort && { sort }), ...(person && { person }) }),
            })
          }
        >
          {say('people.filter.clear')}
        </Button>
      )}
    </div>
  );
}

/** What is typed is in the address a moment later, without a step of Back for each letter. */
function Search({ q }: { readonly q: string }) {
  const say = useSay();
  const navigate = route.useNavigate();
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
    void navigate({
      replace: true,
      search: ({ q: _before, ...rest }) => (typed.trim() ? { ...rest, q: typed.trim() } : rest),
    });
  });
  useEffect(() => {
    const timer = setTimeout(settle, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchField aria-label={say('people.search')} value={typed} onChange={setTyped} className="search">
      <Icon name="search" />
      <Input className="input" placeholder={say('people.search')} maxLength={200} />
      <AriaButton className="search-clear" aria-label={say('people.search.clear')}>
        <Icon name="close" />
      </AriaButton>
    </SearchField>
  );
}

interface ChoiceProps {
  readonly filter: Filter;
  readonly chosen: string | undefined;
  readonly onChoose: (filter: Filter, values: readonly string[]) => void;
}

function Choice({
  filter,
  chosen,
  choices,
  onChoose,
}: ChoiceProps & { readonly choices: readonly { readonly id: string; readonly name: string }[] }) {
  const say = useSay();
  const values = listOf(chosen);
  const title = say(`people.filter.${filter}`);
  const first = choices.find(({ id }) => id === values[0])?.name ?? values[0];
  const more = values.length > 1 ? ` +${values.length - 1}` : '';
  const said = first === undefined ? title : say('people.filter.chosen', { title, value: first + more });
  const choose = (next: Selection) => {
    const wanted = next === 'all' ? choices.map(({ id }) => id) : [...next].map(String);
    if (isTooMany(wanted, values)) toast.say({ tone: 'info', text: say('people.filter.tooMany') });
    else onChoose(filter, wanted);
  };
  const refusal = (id: string) =>
    !values.includes(id) && isTooMany([...values, id], values) ? say('people.filter.tooMany') : null;
  return (
    <Menu
      aria-label={title}
      trigger={
        <AriaButton className={`button chip${values.length > 0 ? ' chip-set' : ''}`}>
          <span className="cut">{said}</span>
          <Icon name="down" />
        </AriaButton>
      }
    >
      <MenuChoice title={title} mode="multiple" chosen={values} onChoose={choose}>
        {choices.map(({ id, name }) => (
          <MenuItem key={id} id={id} label={name} refusal={refusal(id)} />
        ))}
      </MenuChoice>
    </Menu>
  );
}

function Known({
  filter,
  ...props
}: ChoiceProps & { readonly filter: 'group' | 'office' | 'department' | 'seniority' }) {
  const { data = [] } = useQuery(choicesQuery(filter));
  const groupName = useGroupName();
  const choices = data.map((one) => ({ id: one.id, name: groupName(one) }));
  return choices.length > 0 ? <Choice {...props} filter={filter} choices={choices} /> : null;
}

function Products(props: Omit<ChoiceProps, 'filter'>) {
  const { data } = useQuery(licensesQuery);
  const choices = (data?.items ?? []).map(({ product }) => ({ id: product, name: product }));
  return choices.length > 1 ? <Choice {...props} filter="product" choices={choices} /> : null;
}
