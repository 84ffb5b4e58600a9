import { useSyncExternalStore } from 'react';
import type { Selection } from 'react-aria-components';
import { IconButton } from '../../design/buttons.js';
import { Menu, MenuChoice, MenuItem } from '../../design/menus.js';
import { preferences } from '../../preferences/preferences.js';
import { useSay } from '../../words/words.js';
import { COLUMNS, columnsFrom } from './people-columns.js';

/** Which columns the list has; kept on this device. */
export function ColumnChoice() {
  const say = useSay();
  const { columns } = useSyncExternalStore(preferences.subscribe, preferences.read);
  const choose = (chosen: Selection) => {
    const people = chosen === 'all' ? [...COLUMNS] : [...chosen].map(String);
    preferences.set({ columns: { ...columns, people } });
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
          chosen={columnsFrom(columns['people'])}
          onChoose={choose}
        >
          {COLUMNS.map((column) => (
            <MenuItem key={column} id={column} label={say(`people.column.${column}`)} />
          ))}
        </MenuChoice>
      </Menu>
    </div>
  );
}
