import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { AS_SHOWN } from '../../api/queries.js';
import { meQuery, useMay } from '../../api/me.js';
import { Button, IconButton } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { Menu, MenuItem } from '../../design/menus.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { MissingPermission, useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { useGroupName } from '../people/group-names.js';
import { choicesQuery } from '../people/people-queries.js';
import { PermissionEffect, RefusalNote } from '../people/permission-effect.js';
import type { Person } from '../people/person-acts.js';
import { bodyOf, type GroupChange, isIn } from './group-change.js';

/** Which groups somebody is in; a change of it is looked at before it is made. */
export function GroupsCard({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const groupName = useGroupName();
  const { data: groups, error, refetch } = useQuery(choicesQuery('group'));
  const [change, setChange] = useState<GroupChange | null>(null);
  const refusal = whyNot('users.update');
  const own = groups?.filter((group) => isIn(person, group)) ?? [];
  const others = groups?.filter((group) => !isIn(person, group)) ?? [];
  return (
    <section className="card stack" aria-labelledby="groups">
      <h2 id="groups">{say('people.column.groups')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!groups && !error && <Skeleton lines={2} />}
      {groups && own.length === 0 && <p className="soft">{say('person.groups.none')}</p>}
      {own.length > 0 && (
        <ul className="picked">
          {own.map((group) => (
            <li key={group.id} className="picked-one">
              <span className="cut">{groupName(group)}</span>
              <IconButton
                icon="close"
                label={say('person.groups.leave', { group: groupName(group) })}
                refusal={refusal}
                onPress={() => setChange({ group, isMember: false })}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        {refusal === null && others.length > 0 ? (
          <Menu
            aria-label={say('person.groups.add')}
            trigger={<Button icon="down">{say('person.groups.add')}</Button>}
            onAction={(id) => {
              const group = others.find((one) => one.id === id);
              if (group) setChange({ group, isMember: true });
            }}
          >
            {others.map((group) => (
              <MenuItem key={group.id} id={group.id} label={groupName(group)} />
            ))}
          </Menu>
        ) : (
          <Button refusal={refusal ?? say('person.groups.all')}>{say('person.groups.add')}</Button>
        )}
      </div>
      {change && <GroupDialog {...{ person, change }} onClose={() => setChange(null)} />}
    </section>
  );
}

/** What it would change, before it does. */
function GroupDialog({
  person,
  change,
  onClose,
}: {
  readonly person: Person;
  readonly change: GroupChange;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const may = useMay();
  const group = useGroupName()(change.group);
  const queries = useQueryClient();
  const name = fullName(person);
  const preview = useQuery({
    queryKey: ['groups', 'preview', change.group.id, person.id, change.isMember, person.version],
    queryFn: ({ signal }) =>
      api.post('/v1/groups/{id}/preview', {
        params: { path: { id: change.group.id } },
        body: {
          members: { add: change.isMember ? [person.id] : [], remove: change.isMember ? [] : [person.id] },
        },
        signal,
      }),
    enabled: may('groups.manage'),
    meta: AS_SHOWN.meta,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: () =>
      api.patch('/v1/users/{id}', {
        params: { path: { id: person.id }, header: { 'If-Match': `"${person.version}"` } },
        body: bodyOf(person, change),
      }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('people.saved') });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of [['people'], ['groups'], meQuery.queryKey])
        void queries.invalidateQueries({ queryKey });
    },
  });
  const named = preview.data?.named[0];
  return (
    <ConfirmDialog
      title={say(change.isMember ? 'person.groups.joins' : 'person.groups.leaves', { name, group })}
      go={say(change.isMember ? 'person.groups.join.go' : 'person.groups.leave.go')}
      isGrave={!change.isMember}
      call={save}
      refusal={
        named?.refusal
          ? say('person.groups.refused')
          : may('groups.manage') && preview.isPending
            ? say('person.groups.looking')
            : null
      }
      onGo={() => save.mutate()}
      onClose={onClose}
    >
      {named?.refusal && <RefusalNote refusal={named.refusal} name={name} />}
      <h3>{say('person.groups.effect')}</h3>
      <MissingPermission permission="groups.manage" />
      {preview.isFetching && !preview.data && <Skeleton lines={3} />}
      {preview.error && <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />}
      {named?.effect && <PermissionEffect effect={named.effect} />}
    </ConfirmDialog>
  );
}
