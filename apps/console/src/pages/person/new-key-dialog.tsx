import '../../design/forms.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { type Permission, useMe } from '../../api/me.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { dayOf } from '../../design/days.js';
import { TextField } from '../../design/fields.js';
import { ProblemNote } from '../../design/problems.js';
import { ShownOnce } from '../../design/shown-once.js';
import { Skeleton } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { TimeField } from '../../design/time-field.js';
import { toggled } from '../../design/toggled.js';
import { useSay } from '../../words/words.js';
import { byArea } from '../people/permission-areas.js';
import { usePermissionWords } from '../people/permission-words.js';
import type { Person } from '../people/person-acts.js';
import { keyBody, refuseKeyWish, scopesFor } from './api-keys.js';
import { permissionsQuery } from './person-queries.js';

/** A key with a name and what it is for; then the secret, which is shown this once. */
export function NewKeyDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = useSay();
  const words = usePermissionWords();
  const queries = useQueryClient();
  const { user, permissions, account } = useMe();
  const { timeZone } = account;
  const today = dayOf(new Date(), timeZone);
  const isOwn = person.id === user.id;
  const theirs = useQuery({ ...permissionsQuery(person.id, null), enabled: !isOwn });
  const [name, setName] = useState('');
  const [day, setDay] = useState('');
  const [scopes, setScopes] = useState<readonly Permission[]>([]);
  const make = useMutation({
    mutationFn: async () =>
      api.post('/v1/users/{id}/api-keys', {
        params: { path: { id: person.id } },
        body: keyBody({ name, scopes, day }, timeZone),
      }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  if (make.data)
    return (
      <ShownOnce
        title={say('person.key.made')}
        label={make.data.name}
        secret={make.data.key}
        onKept={onClose}
      />
    );
  const offered = isOwn
    ? permissions
    : scopesFor(permissions, theirs.data?.items.map(({ permission }) => permission) ?? []);
  const missing = refuseKeyWish({ name, scopes, day }, today);
  return (
    <ConfirmDialog
      title={say('person.key.new')}
      go={say('person.key.make')}
      call={make}
      refusal={missing && say(missing)}
      onGo={() => make.mutate()}
      onClose={onClose}
    >
      <TextField
        label={say('person.key.name')}
        hint={say('person.key.name.hint')}
        value={name}
        onChange={setName}
        maxLength={100}
        isRequired
        autoFocus
      />
      <TimeField
        label={say('person.key.day')}
        hint={say('person.key.day.hint', { zone: timeZone })}
        type="date"
        min={today}
        max="9999-12-31"
        value={day}
        onChange={setDay}
      />
      {!isOwn && theirs.isPending && <Skeleton lines={4} />}
      {theirs.error && <ProblemNote error={theirs.error} onRetry={() => void theirs.refetch()} />}
      {byArea(offered, (permission) => permission).map(({ area, items }) => (
        <fieldset key={area} className="stack-small">
          <legend className="form-name">{say(`permissions.area.${area}`)}</legend>
          {items.map((permission) => (
            <Tick
              key={permission}
              isSelected={scopes.includes(permission)}
              onChange={(is) => setScopes(toggled(scopes, permission, is))}
            >
              {words(permission)}
            </Tick>
          ))}
        </fieldset>
      ))}
      {(isOwn || theirs.data) && offered.length === 0 && <p className="soft">{say('person.key.nothing')}</p>}
    </ConfirmDialog>
  );
}
