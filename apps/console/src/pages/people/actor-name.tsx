import type { Answer } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { useMay, useMe } from '../../api/me.js';
import { fullName } from '../../design/full-name.js';
import { useSay } from '../../words/words.js';
import { personQuery } from './people-queries.js';
import type { Person } from './person-acts.js';
import { PersonLink } from './person-link.js';

type Actor = Answer<'/v1/invitations', 'get'>['items'][number]['invitedBy'];
type Named = Answer<'/v1/audit', 'get'>['items'][number]['actorName'];

/**
 * Who did something: a person by name, also where an API key did it in their name, or the part of the product. Who is of another account
 * is called as the log has it.
 */
export function ActorName({
  actor,
  named = null,
  people,
}: {
  readonly actor: Actor;
  readonly named?: Named;
  /** Where many are named at once, those who were asked for already. */
  readonly people?: ReadonlyMap<string, Pick<Person, 'firstName' | 'lastName'>>;
}) {
  const say = useSay();
  const { account } = useMe();
  if (actor.type === 'system') return <span title={actor.id}>{say('people.actor.system')}</span>;
  if (actor.type === 'billing') return <span title={actor.id}>{say('people.actor.billing')}</span>;
  if (named)
    return (
      <span title={actor.id}>
        {named.name} ({named.account})
      </span>
    );
  if (actor.type === 'user' && actor.accountId !== undefined && actor.accountId !== account.id)
    return <span title={actor.id}>{say('people.actor.foreign')}</span>;
  const isByKey = actor.keyId !== undefined;
  if (people) return <SomebodyLink id={actor.id} person={people.get(actor.id)} isByKey={isByKey} />;
  return <PersonName id={actor.id} isByKey={isByKey} />;
}

/** Somebody by id, who is asked for here. */
export function PersonName({ id, isByKey = false }: { readonly id: string; readonly isByKey?: boolean }) {
  const may = useMay();
  const { data } = useQuery({ ...personQuery(id), enabled: may('users.read'), staleTime: 300_000 });
  return <SomebodyLink id={id} person={data} isByKey={isByKey} />;
}

/** The way to somebody by name; who cannot be seen, or is no longer there, is somebody. */
export function SomebodyLink({
  id,
  person,
  isByKey = false,
}: {
  readonly id: string;
  readonly person: Pick<Person, 'firstName' | 'lastName'> | undefined;
  readonly isByKey?: boolean;
}) {
  const say = useSay();
  if (!person) return <span title={id}>{say('people.actor.unseen')}</span>;
  const name = fullName(person);
  return <PersonLink id={id}>{isByKey ? say('people.actor.byKey', { name }) : name}</PersonLink>;
}
