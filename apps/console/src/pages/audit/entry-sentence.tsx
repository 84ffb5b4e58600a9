import type { ReactNode } from 'react';
import { ActorName, SomebodyLink } from '../people/actor-name.js';
import type { Person } from '../people/person-acts.js';
import { useKnownWords } from '../../words/known-words.js';
import { useIsKnown, useSay, useWeave } from '../../words/words.js';
import type { WordId } from '../../words/ids.js';
import type { AuditEntry } from './audit-queries.js';
import { entryParts } from './entry-parts.js';

/** An entry as a sentence, with ways to whom it names. */
export function EntrySentence({
  entry,
  people,
}: {
  readonly entry: AuditEntry;
  readonly people: ReadonlyMap<string, Person>;
}) {
  const say = useSay();
  const weave = useWeave();
  const isKnown = useIsKnown();
  const known = useKnownWords();
  const { user, previous, name, product, origin, job, isSelf } = entryParts(entry);
  const unnamed = say('audit.something');
  const somebody = (id: string | undefined): ReactNode =>
    id === undefined ? say('people.actor.unseen') : <SomebodyLink id={id} person={people.get(id)} />;
  const named = (text: string | undefined): ReactNode => (text === undefined ? unnamed : <em>{text}</em>);
  const actor = <ActorName actor={entry.actor} named={entry.actorName} people={people} />;
  const id = `audit.did.${entry.action}`;
  if (!isKnown(id))
    return weave('audit.else', { actor, action: known(`trail.action.${entry.action}`) ?? entry.action });
  return weave(id as WordId, {
    actor,
    user: somebody(user),
    previous: somebody(previous),
    name: named(name),
    product: named(product),
    origin: named(origin),
    job: (job !== undefined && known(`people.act.${job}`)) || named(job),
    self: user === undefined ? 'nobody' : isSelf ? 'yes' : 'no',
  });
}
