import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { type ApiKey, hasEnded, refuseNewKey } from './api-keys.js';
import { NewKeyDialog } from './new-key-dialog.js';
import { keysQuery } from './person-queries.js';

/** API keys of somebody: how each begins, what it is for, when it was used. */
export function KeysCard({ person }: { readonly person: Person }) {
  const say = useSay();
  const { user, permissions } = useMe();
  const [now] = useState(() => Date.now());
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const isOpen = person.id === user.id || permissions.includes('users.credentials');
  const { data, error, refetch } = useQuery({ ...keysQuery(person.id), enabled: isOpen });
  const refusal = refuseNewKey(person, { id: user.id, permissions });
  const told =
    refusal?.why === 'permission'
      ? say('shell.whyNot.permission', { permission: refusal.permission })
      : refusal?.why === 'person'
        ? say('person.key.own', { name: person.firstName })
        : refusal && say('people.whyNot.status', { status: say(`people.status.${person.status}`) });
  return (
    <section className="card" aria-labelledby="keys">
      <div className="card-head">
        <h2 id="keys">{say('person.keys')}</h2>
        <Button refusal={told} onPress={() => setMaking(true)}>
          {say('person.key.new')}
        </Button>
      </div>
      {!isOpen && <MissingPermission permission="users.credentials" />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && isOpen && <Skeleton lines={2} />}
      {data?.items.length === 0 && <p className="soft">{say('person.keys.none')}</p>}
      <ul className="person-list">
        {data?.items.map((key) => (
          <li key={key.id} className="row">
            <span className="spread stack-small">
              <span className="row">
                <strong>{key.name}</strong> <code className="soft">{key.prefix}…</code>
                {hasEnded(key, now) && <Badge tone="warn">{say('person.key.ended')}</Badge>}
              </span>
              <span className="soft small">
                {key.lastUsedAt ? (
                  <>
                    {say('person.key.used')} <Moment at={key.lastUsedAt} withTime />
                  </>
                ) : (
                  say('person.key.unused')
                )}
                {key.expiresAt && (
                  <>
                    {' · '}
                    {say('person.key.until')} <Moment at={key.expiresAt} />
                  </>
                )}
              </span>
              <span className="small soft">
                <code>{key.scopes.join(', ')}</code>
              </span>
            </span>
            <Button look="danger" onPress={() => setRevoked(key)}>
              {say('person.key.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {isMaking && <NewKeyDialog person={person} onClose={() => setMaking(false)} />}
      {revoked && <RevokeKey person={person} apiKey={revoked} onClose={() => setRevoked(null)} />}
    </section>
  );
}

function RevokeKey({
  person,
  apiKey,
  onClose,
}: {
  readonly person: Person;
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      api.delete('/v1/users/{id}/api-keys/{keyId}', {
        params: { path: { id: person.id, keyId: apiKey.id } },
      }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('person.key.revoked', { name: apiKey.name }) });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  return (
    <ConfirmDialog
      title={say('people.act.title', { act: say('person.key.revoke'), name: apiKey.name })}
      go={say('person.key.revoke')}
      isGrave
      call={revoke}
      onGo={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{say('person.key.revoke.means')}</p>
    </ConfirmDialog>
  );
}
