import type { Answer } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.js';
import { useSay } from '../../words/words.js';
import { personQuery } from './people-queries.js';
import { PersonLink } from './person-link.js';

type Actor = Answer<'/v1/invitations', 'get'>['items'][number]['invitedBy'];

/** Who did something: a person by name, also where an API key did it in their name, or the part of the product. */
export function ActorName({ actor }: { readonly actor: Actor }) {
  const say = useSay();
  if (actor.type === 'system') return <span title={actor.id}>{say('people.actor.system')}</span>;
  if (actor.type === 'billing') return <span title={actor.id}>{say('people.actor.billing')}</span>;
  return <PersonName id={actor.id} isByKey={actor.keyId !== undefined} />;
}

/** Somebody by id; who cannot be seen, or is no longer there, is somebody. */
export function PersonName({ id, isByKey = false }: { readonly id: string; readonly isByKey?: boolean }) {
  const say = useSay();
  const may = useMay();
  const { data } = useQuery({ ...personQuery(id), enabled: may('users.read'), staleTime: 300_000 });
  if (!data) return <span title={id}>{say('people.actor.unseen')}</span>;
  const name = `${data.firstName} ${data.lastName}`;
  return <PersonLink id={id}>{isByKey ? say('people.actor.byKey', { name }) : name}</PersonLink>;
}
