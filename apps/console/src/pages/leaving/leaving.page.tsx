import './leaving.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import { fullName } from '../../design/full-name.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Empty, Note, Skeleton } from '../../design/states.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { StatusBadge } from '../people/person-cell.js';
import { NamedPerson } from '../people/named-person.js';
import { personQuery } from '../people/people-queries.js';
import { HOWS } from './leaving-search.js';
import { Offboarding } from './offboarding.js';
import { Outcome } from './outcome.js';
import { Replacing } from './replacing.js';

const route = getRouteApi('/app/leaving');

/** Somebody leaves: what they own, who gets it, what comes of it, and how it went. */
export function LeavingPage() {
  const say = useSay();
  const { person: id } = route.useSearch();
  if (id === undefined)
    return (
      <Empty
        icon="people"
        title={say('leaving.nobody')}
        act={<Link to="/people">{say('leaving.people')}</Link>}
      >
        {say('leaving.nobody.text')}
      </Empty>
    );
  return <Leaver key={id} id={id} />;
}

function Leaver({ id }: { readonly id: string }) {
  const say = useSay();
  const { how = 'offboard', done } = route.useSearch();
  // An address can say anything: that somebody has left is told by them.
  const isDone = (status: Person['status']) => done === true && status === 'deactivated';
  const { data: person, error, refetch } = useQuery(personQuery(id));
  if (!person)
    return error ? (
      <ProblemNote error={error} onRetry={() => void refetch()} />
    ) : (
      <>
        <PageHead title={say('shell.page.leaving')} />
        <Skeleton lines={6} />
      </>
    );
  return (
    <div className="leaving">
      <PageHead title={say(`leaving.title.${how}`, { name: fullName(person) })}>
        {say(`leaving.text.${how}`)}
      </PageHead>
      <div className="row leaving-who">
        <NamedPerson id={id} person={person} />
        <StatusBadge status={person.status} />
      </div>
      {!isDone(person.status) && (
        <Tabs label={say('leaving.how')} look="choice" current={how}>
          {HOWS.map((one) => (
            <Link key={one} to="/leaving" search={{ person: id, how: one }} {...tabProps(one === how)}>
              {say(`leaving.how.${one}`)}
            </Link>
          ))}
        </Tabs>
      )}
      {isDone(person.status) ? <Outcome person={person} /> : <Act person={person} />}
    </div>
  );
}

function Act({ person }: { readonly person: Person }) {
  const say = useSay();
  const { user } = useMe();
  const { how = 'offboard' } = route.useSearch();
  if (person.id === user.id) return <Not words={say('people.whyNot.self')} />;
  if (person.status === 'deactivated' || person.status === 'pending')
    return <Not words={say('people.whyNot.status', { status: say(`people.status.${person.status}`) })} />;
  if (how === 'replace' && person.type === 'service') return <Not words={say('leaving.whyNot.service')} />;
  return how === 'replace' ? <Replacing person={person} /> : <Offboarding person={person} />;
}

const Not = ({ words }: { readonly words: string }) => (
  <Note tone="info">
    <p>{words}</p>
  </Note>
);
