import './people-table.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { memo, useMemo, useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import {
  Cell,
  Collection,
  Column as AriaColumn,
  ResizableTableContainer,
  Row,
  type Selection,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from 'react-aria-components';
import { useMay } from '../../api/me.js';
import { fullName } from '../../design/full-name.js';
import { Icon } from '../../design/icons.js';
import { Empty, Skeleton } from '../../design/states.js';
import { RowTick } from '../../design/ticks.js';
import { useSameList } from '../../design/use-same-list.js';
import { preferences } from '../../preferences/preferences.js';
import { useSay } from '../../words/words.js';
import { useProductNames } from '../licences/product-names.js';
import { useColumnName, useCustomFields } from './custom-fields.js';
import { columnsOf, isSortable, type ListColumn, NARROW, widthOf, withAccount } from './people-columns.js';
import { useGroupName } from './group-names.js';
import { choicesQuery, type ListedPerson } from './people-queries.js';
import { filterOf, orderOf, type PeopleSearch, sortFrom } from './people-search.js';
import { PersonCell } from './person-cell.js';
import { useNarrow } from '../../design/screen.js';

const route = getRouteApi('/app/people');
/** px, as the tokens say. */
const ROW = { comfortable: 44, compact: 34 } as const;
const BESIDE_SHEET = 3;
const NONE: readonly { readonly id: string; readonly name: string }[] = [];

interface Props {
  readonly people: readonly ListedPerson[];
  readonly search: PeopleSearch;
  readonly selected: Selection;
  readonly isFirstLoad: boolean;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly onSelect: (selected: Selection) => void;
  readonly onShow: (id: string) => void;
}

/** Made anew only with what it shows: while one scrolls, the page around it has news all the time. */
export const PeopleTable = memo(function PeopleTable({
  people,
  search,
  selected,
  onMore,
  onSelect,
  onShow,
  ...state
}: Props) {
  const say = useSay();
  const navigate = route.useNavigate();
  const { density, columns } = useSyncExternalStore(preferences.subscribe, preferences.read);
  const isNarrow = useNarrow();
  const { data: groups = NONE } = useQuery(choicesQuery('group'));
  const groupName = useGroupName();
  const productNames = useProductNames();
  const defined = useCustomFields();
  const isOfOne = search.affiliates === undefined;
  // Kept as long as they are the same: all rows are made anew with others, and there may be thousands by now.
  const names = useMemo(
    () => new Map(groups.map((group) => [group.id, groupName(group)])),
    [groups, groupName],
  );
  // One key is another field in each account.
  const own = isNarrow ? NARROW : columnsOf(search, columns['people'], isOfOne ? defined : []);
  const chosen: readonly ListColumn[] = isOfOne ? own : withAccount(own);
  // Beside the person who is looked at there is room for some.
  const shown = useSameList(search.person === undefined ? chosen : chosen.slice(0, BESIDE_SHEET));
  const isFiltered = Object.keys(filterOf(search)).length > 0;
  if (state.isFirstLoad)
    return (
      <div className="people-table people-bones">
        <Skeleton lines={12} />
      </div>
    );
  return (
    // With another kind of columns, or other heights, it is another table: the one before would keep what it measured.
    <ResizableTableContainer key={`${density} ${isOfOne}`} className="people-table">
      <Virtualizer
        layout={TableLayout}
        layoutOptions={{ rowHeight: isNarrow ? 56 : ROW[density], headingHeight: 36 }}
      >
        <Table
          aria-label={say('people.title')}
          className="table"
          // Acts upon many are of one account.
          selectionMode={isOfOne ? 'multiple' : 'none'}
          selectionBehavior="toggle"
          selectedKeys={selected}
          onSelectionChange={onSelect}
          sortDescriptor={orderOf(search)}
          onSortChange={({ column, direction }) =>
            void navigate({
              search: ({ sort: _before, ...rest }) => {
                const sort = sortFrom(String(column), direction);
                return sort === undefined ? rest : { ...rest, sort };
              },
            })
          }
          onRowAction={(id) => onShow(String(id))}
        >
          <TableHeader>
            {isOfOne && (
              <AriaColumn width={44} minWidth={44} className="column">
                <RowTick />
              </AriaColumn>
            )}
            <Collection items={shown.map((id) => ({ id }))} dependencies={[say, defined]}>
              {({ id }) => <Head column={id} isNarrow={isNarrow} />}
            </Collection>
          </TableHeader>
          <TableBody renderEmptyState={() => <Nobody isFiltered={isFiltered} />}>
            <Collection items={people} dependencies={[shown, names, productNames, say, isOfOne, defined]}>
              {(person) => (
                <Row className="table-row" textValue={fullName(person)}>
                  {isOfOne && (
                    <Cell className="cell">
                      <RowTick />
                    </Cell>
                  )}
                  <Collection items={shown.map((id) => ({ id }))}>
                    {({ id }) => (
                      <Cell className={`cell cell-${id}`}>
                        <PersonCell column={id} groups={names} {...{ person, productNames, defined }} />
                      </Cell>
                    )}
                  </Collection>
                </Row>
              )}
            </Collection>
            <TableLoadMoreItem onLoadMore={onMore} isLoading={state.hasMore} className="table-more">
              <span className="soft">{say('shell.loading')}</span>
            </TableLoadMoreItem>
          </TableBody>
        </Table>
      </Virtualizer>
    </ResizableTableContainer>
  );
});

function Head({ column, isNarrow }: { readonly column: ListColumn; readonly isNarrow: boolean }) {
  const name = useColumnName()(column);
  const width = isNarrow
    ? column === 'status'
      ? 124
      : ('1fr' as const)
    : column === 'lastName'
      ? ('1fr' as const)
      : widthOf(column);
  return (
    <AriaColumn
      id={column}
      isRowHeader={column === 'lastName'}
      allowsSorting={isSortable(column)}
      width={width}
      minWidth={isNarrow ? 100 : Math.min(widthOf(column), 200)}
      className="column"
    >
      {({ allowsSorting, sortDirection }) => (
        <span className="column-words">
          <span className="cut">{name}</span>
          {allowsSorting && sortDirection && <Icon name={sortDirection === 'ascending' ? 'up' : 'down'} />}
        </span>
      )}
    </AriaColumn>
  );
}

function Nobody({ isFiltered }: { readonly isFiltered: boolean }) {
  const say = useSay();
  const may = useMay();
  return (
    <Empty
      icon="people"
      title={say(isFiltered ? 'people.none' : 'people.empty')}
      act={!isFiltered && may('users.invite') && <Link to="/invite">{say('shell.page.invite')}</Link>}
    >
      {say(isFiltered ? 'people.none.text' : 'people.empty.text')}
    </Empty>
  );
}
