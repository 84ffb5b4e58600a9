import { listed, listedIn } from '@seatkeeper/text';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ChoiceMenu, FilterMenu, SearchBox } from '../../design/filters.js';
import { Tick } from '../../design/ticks.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { useProductName } from '../licences/product-names.js';
import { CustomFilters } from './custom-filters.js';
import { isCustomColumn, keysAsked, NOTHING_SAID, saying } from './custom-search.js';
import { useGroupName } from './group-names.js';
import { anyAffiliateQuery, choicesQuery, licensesQuery } from './people-queries.js';
import {
  DAYS,
  DAYS_FILTERS,
  type DaysFilter,
  type Filter,
  filterOf,
  isTooMany,
  NONE,
  type PeopleSearch,
  STATUSES,
  withoutFilter,
} from './people-search.js';

const route = getRouteApi('/app/people');

export function PeopleFilters({ search }: { readonly search: PeopleSearch }) {
  const say = useSay();
  const navigate = route.useNavigate();
  const may = useMay();
  const hasAffiliates = useHasAffiliates();
  const isFiltered = Object.keys(filterOf(search)).length > 0;
  const set = (filter: Filter, values: readonly string[]) =>
    void navigate({
      search: ({ [filter]: _before, ...rest }) =>
        values.length > 0 ? { ...rest, [filter]: listed(values) } : rest,
    });
  const statuses = STATUSES.map((id) => ({ id, name: say(`people.status.${id}`) }));
  const types = (['standard', 'service'] as const).map((id) => ({ id, name: say(`people.type.${id}`) }));
  return (
    <div className="filters" role="search">
      <SearchBox
        label={say('people.search')}
        q={search.q ?? ''}
        // Without a step of Back for each letter.
        onSearch={(q) =>
          void navigate({
            replace: true,
            search: ({ q: _before, ...rest }) => (q ? { ...rest, q } : rest),
          })
        }
      />
      <Choice filter="status" chosen={search.status} choices={statuses} onChoose={set} />
      <Choice filter="type" chosen={search.type} choices={types} onChoose={set} />
      {(['group', 'office', 'department', 'seniority'] as const).map((filter) => (
        <Known key={filter} filter={filter} chosen={search[filter]} onChoose={set} />
      ))}
      {may('licenses.read') && <Products chosen={search.product} onChoose={set} />}
      {DAYS_FILTERS.map((filter) => (
        <Days
          key={filter}
          filter={filter}
          chosen={search[filter]}
          onChoose={(days) =>
            void navigate({
              search: ({ [filter]: before, ...rest }) =>
                days === before ? rest : { ...rest, [filter]: days },
            })
          }
        />
      ))}
      {search.affiliates === undefined && (
        <CustomFilters search={search} onSearch={(next) => void navigate({ search: next })} />
      )}
      {(hasAffiliates || search.affiliates) && (
        <Tick
          isSelected={search.affiliates !== undefined}
          onChange={(isWanted) =>
            void navigate({
              search: ({ affiliates: _before, person: _person, ...rest }) =>
                isWanted ? { ...withoutCustom(rest), affiliates: true as const } : rest,
            })
          }
        >
          {say('people.affiliates')}
        </Tick>
      )}
      {isFiltered && (
        <Button look="quiet" onPress={() => void navigate({ search: withoutFilter })}>
          {say('people.filter.clear')}
        </Button>
      )}
    </div>
  );
}

/** Lists of several accounts know no custom fields. */
function withoutCustom({ sort, ...search }: PeopleSearch): PeopleSearch {
  const rest = keysAsked(search).reduce<PeopleSearch>((less, key) => saying(less, key, NOTHING_SAID), search);
  return sort === undefined || isCustomColumn(sort.replace(/^-/, '')) ? rest : { ...rest, sort };
}

/** Whether there is anybody below whose people could be listed. */
function useHasAffiliates(): boolean {
  const may = useMay();
  const { data } = useQuery({ ...anyAffiliateQuery, enabled: may('accounts.affiliates') });
  return data === true;
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
  const values = listedIn(chosen ?? '');
  const choose = (wanted: readonly string[]) => {
    if (isTooMany(wanted, values)) toast.say({ tone: 'info', text: say('people.filter.tooMany') });
    else onChoose(filter, wanted);
  };
  const refusal = (id: string) =>
    !values.includes(id) && isTooMany([...values, id], values) ? say('people.filter.tooMany') : null;
  return (
    <FilterMenu
      title={say(`people.filter.${filter}`)}
      values={values}
      choices={choices}
      onChoose={choose}
      refusal={refusal}
    />
  );
}

function Known({
  filter,
  ...props
}: ChoiceProps & { readonly filter: 'group' | 'office' | 'department' | 'seniority' }) {
  const say = useSay();
  const { data = [] } = useQuery(choicesQuery(filter));
  const groupName = useGroupName();
  const choices = [
    ...data.map((one) => ({ id: one.id, name: groupName(one) })),
    ...(filter === 'group' ? [{ id: NONE, name: say('people.filter.group.none') }] : []),
  ];
  return choices.length > 0 ? <Choice {...props} filter={filter} choices={choices} /> : null;
}

function Products(props: Omit<ChoiceProps, 'filter'>) {
  const nameOf = useProductName();
  const { data } = useQuery(licensesQuery);
  const choices = (data?.items ?? []).map(({ product }) => ({ id: product, name: nameOf(product) }));
  return choices.length > 1 ? <Choice {...props} filter="product" choices={choices} /> : null;
}

/** A number of days: one that the address alone names is offered beside the others. */
function Days({
  filter,
  chosen,
  onChoose,
}: {
  readonly filter: DaysFilter;
  readonly chosen: string | undefined;
  readonly onChoose: (days: string) => void;
}) {
  const say = useSay();
  const offered: readonly string[] = DAYS[filter];
  const all = chosen === undefined || offered.includes(chosen) ? offered : [...offered, chosen];
  const choices = all.map((id) => ({
    id,
    // What is no number is refused by the API, and shown as it is.
    name: /^\d+$/.test(id) ? say(`people.days.${filter}`, { count: Number(id) }) : id,
  }));
  return (
    <ChoiceMenu title={say(`people.filter.${filter}`)} value={chosen} choices={choices} onChoose={onChoose} />
  );
}
