import './trail.css';
import type { Answer } from '@seatkeeper/client';
import { Moment } from '../../design/moments.js';
import { useKnownWords } from '../../words/known-words.js';
import { useSay } from '../../words/words.js';
import { ActorName, PersonName } from '../people/actor-name.js';
import { ToldValue } from './told-value.js';
import { detailsOf, tellChange } from './trail-values.js';

export type Entry = Answer<'/v1/users/{id}/history', 'get'>['items'][number];

interface Props {
  readonly entries: readonly Entry[];
  /** On whose page they are: it is not said again whom they are about. */
  readonly about?: string;
}

/** What happened, when, by whom, and what was before and after. */
export function TrailEntries({ entries, about }: Props) {
  return (
    <ol className="trail">
      {entries.map((entry) => (
        <OneEntry key={entry.id} entry={entry} {...(about !== undefined && { about })} />
      ))}
    </ol>
  );
}

function OneEntry({ entry, about }: { readonly entry: Entry; readonly about?: string }) {
  const say = useSay();
  const known = useKnownWords();
  const { actor, actorName, target, requestId } = entry;
  const isElse = target.kind === 'user' && target.id !== about;
  return (
    <li className="trail-entry">
      <p className="trail-head">
        <strong>{known(`trail.action.${entry.action}`) ?? entry.action}</strong>
        {isElse && <PersonName id={target.id} />}
      </p>
      <p className="small soft">
        <Moment at={entry.at} withTime /> · <ActorName actor={actor} named={actorName} />
        {requestId !== null && (
          <>
            {' · '}
            <span className="mono">{say('shell.requestId', { id: requestId })}</span>
          </>
        )}
      </p>
      <TrailFacts entry={entry} />
    </li>
  );
}

/** What was before and after, and what was said about it; nothing of what is `said` elsewhere. */
export function TrailFacts({
  entry,
  said = [],
}: {
  readonly entry: Pick<Entry, 'changes' | 'detail'>;
  readonly said?: readonly string[];
}) {
  const say = useSay();
  const known = useKnownWords();
  const { changes } = entry;
  return (
    <>
      {changes.length > 0 && (
        <dl className="trail-changes">
          {changes.map(({ field, before, after }) => {
            const [was, is] = tellChange(field, before, after);
            return (
              <div key={field} className="trail-change">
                <dt className="soft">{known(`trail.field.${field}`) ?? field}</dt>
                <dd>
                  <span className="trail-before">
                    <span className="only-read">{say('trail.before')} </span>
                    <ToldValue told={was} />
                  </span>
                  <span aria-hidden="true"> → </span>
                  <span>
                    <span className="only-read">{say('trail.after')} </span>
                    <ToldValue told={is} />
                  </span>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {detailsOf(entry)
        .filter(([name]) => !said.includes(name))
        .map(([name, told]) => (
          <p key={name} className="small">
            <span className="soft">{known(`trail.field.${name}`) ?? name}</span> <ToldValue told={told} />
          </p>
        ))}
    </>
  );
}
