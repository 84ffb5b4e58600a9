import { getRouteApi } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import type { Selection } from 'react-aria-components';
import { IconButton } from '../../design/buttons.js';
import { Menu, MenuChoice, MenuItem } from '../../design/menus.js';
import { preferences } from '../../preferences/preferences.js';
import { useSay } from '../../words/words.js';
import { useColumnName, useCustomFields } from './custom-fields.js';
import { allColumns, columnsFrom, columnsOf } from './people-columns.js';
import type { PeopleSearch } from './people-search.js';

const route = getRouteApi('/app/people');

/** Which columns the list has: kept on this device, or in the address where a view has brought its own. */
export function ColumnChoice({ search }: { readonly search: PeopleSearch }) {
  const say = useSay();
  const navigate = route.useNavigate();
  const { columns } = useSyncExternalStore(preferences.subscribe, preferences.read);
  const defined = useCustomFields();
  const nameOf = useColumnName();
  const choose = (chosen: Selection) => {
    const people = chosen === 'all' ? [...allColumns(defined)] : [...chosen].map(String);
    if (search.columns === undefined) preferences.set({ columns: { ...columns, people } });
    else void navigate({ search: (before) => ({ ...before, columns: columnsFrom(people, defined).join() }) });
  };
  return (
    <div className="only-wide">
      <Menu
        aria-label={say('people.columns')}
        trigger={<IconButton icon="columns" label={say('people.columns')} />}
      >
        <MenuChoice
          title={say('people.columns')}
          mode="multiple"
          chosen={columnsOf(search, columns['people'], defined)}
          onChoose={choose}
        >
          {allColumns(defined).map((column) => (
            <MenuItem key={column} id={column} label={nameOf(column)} />
          ))}
        </MenuChoice>
      </Menu>
    </div>
  );
}
