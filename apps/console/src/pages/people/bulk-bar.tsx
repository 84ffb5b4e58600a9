import './bulk.css';
import { useState } from 'react';
import type { Selection } from 'react-aria-components';
import { acting } from '../../api/acting.js';
import { Button } from '../../design/buttons.js';
import { Menu, MenuItem } from '../../design/menus.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { BulkDialog } from './bulk-dialog.js';
import { bulkFilterOf, type PeopleSearch } from './people-search.js';
import { actsFor, type BulkAct, BULK_ACTS, RULES } from './person-acts.js';

interface Props {
  readonly selected: Selection;
  readonly search: PeopleSearch;
  readonly total: number | undefined;
  readonly onDone: () => void;
}

/** What can be done to all who are chosen; there as long as somebody is. */
export function BulkBar({ selected, search, total, onDone }: Props) {
  const say = useSay();
  const whyNot = useWhyNot();
  const [act, setAct] = useState<BulkAct | null>(null);
  const count = selected === 'all' ? total : selected.size;
  // What is under way stays to be seen, also where nobody matches any more because of it.
  if (count === 0 && act === null) return null;
  const select = selected === 'all' ? { filter: bulkFilterOf(search) } : { ids: [...selected].map(String) };
  return (
    <div className="bulk" role="region" aria-label={say('people.bulk')}>
      <strong className="numbers">
        {selected === 'all'
          ? count === undefined
            ? say('people.bulk.all.unknown')
            : say('people.bulk.all', { count })
          : say('people.bulk.some', { count: selected.size })}
      </strong>
      <span className="spread" />
      <Menu
        aria-label={say('people.bulk.act')}
        onAction={(key) => setAct(key as BulkAct)}
        trigger={
          <Button look="main" icon="up">
            {say('people.bulk.act')}
          </Button>
        }
      >
        {actsFor(BULK_ACTS, acting.read() !== null).map((one) => (
          <MenuItem key={one} id={one} label={say(`people.act.${one}`)} refusal={whyNot(RULES[one].needs)} />
        ))}
      </Menu>
      <Button onPress={onDone}>{say('people.bulk.none')}</Button>
      {act && <BulkDialog act={act} select={select} onClose={() => setAct(null)} onDone={onDone} />}
    </div>
  );
}
