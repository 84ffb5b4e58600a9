import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Avatar } from '../../design/avatar.js';
import { Button } from '../../design/buttons.js';
import { fullName } from '../../design/full-name.js';
import { PagedList } from '../../design/paged-list.js';
import { Tick } from '../../design/ticks.js';
import { toggled } from '../../design/toggled.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { PersonLink } from '../people/person-link.js';
import { StatusBadge } from '../people/person-cell.js';
import { type Group, groupPeopleQuery } from './group-queries.js';
import { MembershipDialog } from './membership-dialog.js';

/** Who is in a group; people come and go by acts that are looked at before. */
export function GroupPeople({ group }: { readonly group: Group }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const list = useInfiniteQuery(groupPeopleQuery(group.id));
  const people = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [change, setChange] = useState<'add' | 'remove' | null>(null);
  const refusal = whyNot('users.update', 'groups.manage');
  return (
    <section className="card" aria-labelledby="people">
      <div className="card-head">
        <h2 id="people">{total ? say('groups.people.count', { count: total }) : say('groups.people')}</h2>
        <div className="row">
          <Button
            look={chosen.length > 0 ? 'danger' : 'plain'}
            refusal={refusal ?? (chosen.length === 0 ? say('groups.people.choose') : null)}
            onPress={() => setChange('remove')}
          >
            {say('groups.people.remove', { count: chosen.length })}
          </Button>
          <Button look="main" refusal={refusal} onPress={() => setChange('add')}>
            {say('groups.people.add')}
          </Button>
        </div>
      </div>
      <PagedList list={list} lines={4}>
        {list.data && people.length === 0 && <p className="soft">{say('groups.people.none')}</p>}
        <ul>
          {people.map((person) => {
            const name = fullName(person);
            return (
              <li key={person.id} className="group-person">
                <Tick
                  aria-label={say('groups.people.pick', { name })}
                  isSelected={chosen.includes(person.id)}
                  isDisabled={refusal !== null}
                  onChange={(is) => setChosen(toggled(chosen, person.id, is))}
                />
                <Avatar name={name} />
                <span className="spread stack-small">
                  <PersonLink id={person.id}>{name}</PersonLink>
                  <span className="soft small">{person.username}</span>
                </span>
                <StatusBadge status={person.status} />
              </li>
            );
          })}
        </ul>
      </PagedList>
      {change && (
        <MembershipDialog
          {...{ group, change }}
          first={change === 'remove' ? chosen : []}
          onClose={() => setChange(null)}
          onDone={() => setChosen([])}
        />
      )}
    </section>
  );
}
