import '../people/sheet.css';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { useSay } from '../../words/words.js';
import { useProductNames } from '../licences/product-names.js';
import { Detail } from '../people/person-details.js';
import { useGroupChoices } from '../settings/setting-words.js';
import type { Connection } from './connection-queries.js';
import { NewcomersDialog } from './newcomers-dialog.js';
import { useWhyNotChange } from './why-not-change.js';

/** Whether people whom nobody here knows come in by themselves, and with what. */
export function NewcomersCard({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const namesOf = useProductNames();
  const refusal = useWhyNotChange();
  const groups = useGroupChoices();
  const [isOpen, setOpen] = useState(false);
  const { newcomers } = connection;
  return (
    <section className="card stack" aria-labelledby="newcomers">
      <div>
        <h2 id="newcomers">{say('sso.newcomers')}</h2>
        <p className="soft">{say(newcomers ? 'sso.newcomers.join' : 'sso.newcomers.none')}</p>
      </div>
      {newcomers && (
        <dl className="details">
          <Detail name={say('sso.products')}>
            {newcomers.products.length > 0 ? namesOf(newcomers.products) : say('shell.nothing')}
          </Detail>
          <Detail name={say('sso.groups')}>
            {newcomers.groups.length > 0
              ? newcomers.groups.map((id) => groups.find((one) => one.id === id)?.name ?? id).join(', ')
              : say('shell.nothing')}
          </Detail>
          <Detail name={say('sso.whenNoSeat')}>{say(`sso.whenNoSeat.${newcomers.whenNoSeat}`)}</Detail>
        </dl>
      )}
      <div className="row">
        <Button refusal={refusal} onPress={() => setOpen(true)}>
          {say('sso.newcomers.change')}
        </Button>
      </div>
      {isOpen && <NewcomersDialog connection={connection} onClose={() => setOpen(false)} />}
    </section>
  );
}
