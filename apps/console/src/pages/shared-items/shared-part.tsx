import './shared-items.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { PagedList } from '../../design/paged-list.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { GiveItem } from './give-item.js';
import { ShareDialog, type Sharing } from './share-dialog.js';
import { sharedWithQuery, type SharedLine } from './shared-item-queries.js';
import { Sources } from './sources.js';

/** What somebody has of other systems and why, and what was taken away from them whatever their groups have. */
export function SharedPart({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const [isGiving, setGiving] = useState(false);
  const [sharing, setSharing] = useState<Sharing | null>(null);
  const has = useInfiniteQuery(sharedWithQuery(person.id, true));
  const lost = useInfiniteQuery(sharedWithQuery(person.id, false));
  const lines = has.data?.pages.flatMap(({ items }) => items) ?? [];
  const taken = lost.data?.pages.flatMap(({ items }) => items) ?? [];
  const refusal =
    whyNot('users.update') ?? (person.status === 'deactivated' ? say('shared-items.deactivated') : null);
  const acts = { refusal, onAct: setSharing };
  return (
    <div className="stack">
      <section className="card" aria-labelledby="shared">
        <div className="card-head">
          <h2 id="shared">{say('shared-items.title')}</h2>
          <Button refusal={refusal} onPress={() => setGiving(true)}>
            {say('shared-items.give')}
          </Button>
        </div>
        <PagedList list={has} lines={4}>
          {has.data && lines.length === 0 && (
            <p className="soft">
              {say(person.status === 'deactivated' ? 'shared-items.deactivated' : 'shared-items.has.none')}
            </p>
          )}
          <Lines lines={lines} {...acts} />
        </PagedList>
      </section>
      {taken.length > 0 && (
        <section className="card" aria-labelledby="taken">
          <h2 id="taken">{say('shared-items.taken')}</h2>
          <PagedList list={lost} lines={2}>
            <Lines lines={taken} {...acts} />
          </PagedList>
        </section>
      )}
      {isGiving && (
        <GiveItem person={person} has={lines.map(({ item }) => item.id)} onClose={() => setGiving(false)} />
      )}
      {sharing && <ShareDialog person={person} sharing={sharing} onClose={() => setSharing(null)} />}
    </div>
  );
}

function Lines({
  lines,
  refusal,
  onAct,
}: {
  readonly lines: readonly SharedLine[];
  readonly refusal: string | null;
  readonly onAct: (sharing: Sharing) => void;
}) {
  const say = useSay();
  return (
    <ul className="person-list">
      {lines.map((line) => (
        <li key={line.item.id} className="row">
          <span className="spread stack-small">
            <span>{line.item.name}</span>
            <span className="soft small">
              {line.item.kind} · <code>{line.item.externalId}</code>
            </span>
          </span>
          <Sources via={line.via} override={line.override} />
          <span className="row">
            {line.override && (
              <Button
                refusal={refusal}
                aria-label={say('shared-items.leave.of', { name: line.item.name })}
                onPress={() => onAct({ line, act: 'leave' })}
              >
                {say('shared-items.leave')}
              </Button>
            )}
            {line.shared && line.via.length > 0 && (
              <Button
                refusal={refusal}
                aria-label={say('shared-items.take.of', { name: line.item.name })}
                onPress={() => onAct({ line, act: 'take' })}
              >
                {say('shared-items.take')}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
