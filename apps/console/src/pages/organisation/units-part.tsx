import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { EditAndDelete } from '../../design/edit-and-delete.js';
import { PagedList } from '../../design/paged-list.js';
import { Empty } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { DeleteUnit } from './delete-unit.js';
import { MoveButtons } from '../../design/move-buttons.js';
import { UnitDialog } from './unit-dialog.js';
import { UnitPeople } from './unit-people.js';
import { changedByUnits, moveSeniority, type Unit, type UnitKind, unitsQuery } from './unit-queries.js';
import { useMoves } from '../../design/use-moves.js';

/** Offices, departments or seniorities: how many people each has, its name, and for seniorities its place. */
export function UnitsPart({ kind }: { readonly kind: UnitKind }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const list = useInfiniteQuery(unitsQuery(kind));
  const units = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [named, setNamed] = useState<Unit | 'new' | null>(null);
  const [deleted, setDeleted] = useState<Unit | null>(null);
  const { table, busy, move } = useMoves(units, moveSeniority, changedByUnits(kind));
  const refusal = whyNot('organisation.manage');
  const add = (
    <Button look="main" refusal={refusal} onPress={() => setNamed('new')}>
      {say(`organisation.${kind}.new`)}
    </Button>
  );
  return (
    <section className="card" aria-labelledby="units">
      <div className="card-head">
        <h2 id="units">{say(`organisation.${kind}`)}</h2>
        {units.length > 0 && add}
      </div>
      <p className="soft organisation-text">{say(`organisation.${kind}.text`)}</p>
      <PagedList list={list} lines={5}>
        {list.data && units.length === 0 && (
          <Empty icon="organisation" title={say(`organisation.${kind}.none`)} act={add}>
            {say('organisation.none.text')}
          </Empty>
        )}
        {units.length > 0 && (
          <table className="line-table organisation-table" ref={table}>
            <thead>
              <tr>
                <th scope="col">{say('organisation.name')}</th>
                <th scope="col">{say('organisation.people')}</th>
                <th scope="col">
                  <span className="only-read">{say('organisation.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {units.map((unit, at) => (
                <tr key={unit.id}>
                  <th scope="row">{unit.name}</th>
                  <td>
                    <UnitPeople
                      {...{ kind, unit }}
                      text={say('organisation.people.count', { count: unit.users ?? 0 })}
                      label={say('organisation.people.of', { count: unit.users ?? 0, name: unit.name })}
                    />
                  </td>
                  <td className="acts-cell">
                    <span className="row line-acts">
                      {kind === 'seniority' && (
                        <MoveButtons
                          list={units}
                          at={at}
                          name={unit.name}
                          refusal={refusal ?? busy}
                          onMove={(to, after) => move(unit.id, to, after)}
                        />
                      )}
                      <EditAndDelete
                        edit={{
                          label: say('organisation.rename.of', { name: unit.name }),
                          onPress: () => setNamed(unit),
                        }}
                        remove={{
                          label: say('organisation.delete.of', { name: unit.name }),
                          onPress: () => setDeleted(unit),
                        }}
                        refusal={refusal}
                      />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </PagedList>
      {named && (
        <UnitDialog kind={kind} unit={named === 'new' ? null : named} onClose={() => setNamed(null)} />
      )}
      {deleted && (
        <DeleteUnit
          kind={kind}
          unit={deleted}
          others={units.filter(({ id }) => id !== deleted.id)}
          onClose={() => setDeleted(null)}
        />
      )}
    </section>
  );
}
