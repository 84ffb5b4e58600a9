import './person.css';
import { Problem } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay, useMe } from '../../api/me.js';
import { Avatar } from '../../design/avatar.js';
import { fullName } from '../../design/full-name.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Empty, Note, Skeleton } from '../../design/states.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { LeavingWays } from '../people/leaving-ways.js';
import type { Person } from '../people/person-acts.js';
import { StatusBadge } from '../people/person-cell.js';
import { SharedPart } from '../shared-items/shared-part.js';
import { AccessPart } from './access-part.js';
import { ArrivalNote } from './arrival-note.js';
import { DepartureNote } from './departure-note.js';
import { EmailChangeNote } from './email-change-note.js';
import { HistoryPart } from './history-part.js';
import { LookBeyond } from './look-beyond.js';
import { MailsPart } from './mails-part.js';
import { type Beyond, lookedAtQuery } from './person-queries.js';
import { NEEDS, type Part, PARTS } from './person-search.js';
import { ProfilePart } from './profile-part.js';
import { RecordsPart } from './records-part.js';
import { SuspensionNote } from './suspension-note.js';
import { SignInPart } from './sign-in-part.js';

const route = getRouteApi('/app/people/$id');

/** Everything about one person, part by part. */
export function PersonPage() {
  const { id } = route.useParams();
  // Another person is looked at for a reason of its own.
  return <OnePerson key={id} id={id} />;
}

function OnePerson({ id }: { readonly id: string }) {
  const say = useSay();
  const { user: me, permissions } = useMe();
  const { part = 'profile' } = route.useSearch();
  const [reason, setReason] = useState<Beyond>(null);
  const { data: person, error, refetch } = useQuery(lookedAtQuery(id, reason));
  if (!person) {
    const isUnseen = error instanceof Problem && error.code === 'not-found';
    const mayLook = me.visibility !== 'everyone' && permissions.includes('users.privacy');
    if (isUnseen && mayLook) return <LookBeyond onReason={setReason} />;
    if (isUnseen) return <Nobody />;
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />;
  }
  return (
    <div className="person">
      <Head person={person} />
      <ArrivalNote person={person} />
      <DepartureNote person={person} />
      <SuspensionNote person={person} />
      <EmailChangeNote person={person} />
      {reason !== null && (
        <Note tone="warn">
          <p>{say('person.beyond.now', { reason })}</p>
        </Note>
      )}
      <Tabs label={say('person.parts')} current={part}>
        {PARTS.map((one) => (
          <Link
            key={one}
            to="/people/$id"
            params={{ id }}
            search={one === 'profile' ? {} : { part: one }}
            {...tabProps(one === part)}
          >
            {say(`person.part.${one}`)}
          </Link>
        ))}
      </Tabs>
      <Shown part={part} person={person} reason={reason} />
    </div>
  );
}

function Shown({
  part,
  person,
  reason,
}: {
  readonly part: Part;
  readonly person: Person;
  readonly reason: Beyond;
}) {
  const may = useMay();
  const permission = NEEDS[part];
  if (permission && !may(permission)) return <MissingPermission permission={permission} />;
  switch (part) {
    case 'profile':
      return <ProfilePart person={person} />;
    case 'access':
      return <AccessPart person={person} reason={reason} />;
    case 'sign-in':
      return <SignInPart person={person} reason={reason} />;
    case 'mails':
      return <MailsPart person={person} />;
    case 'shared':
      return <SharedPart person={person} />;
    case 'records':
      return <RecordsPart person={person} />;
    case 'history':
      return <HistoryPart person={person} reason={reason} />;
  }
}

function Head({ person }: { readonly person: Person }) {
  const say = useSay();
  const name = fullName(person);
  return (
    <header className="person-head">
      <p className="small">
        <Link to="/people">{say('person.back')}</Link>
      </p>
      <div className="person-who">
        <Avatar name={name} />
        <div className="person-name">
          <div className="row">
            <h1>{name}</h1>
            <StatusBadge status={person.status} joinsOn={person.joinsOn} />
            {person.seatSuspended && <Badge tone="bad">{say('people.seatSuspended')}</Badge>}
          </div>
          <p className="soft">
            {[person.username, person.title ?? say(`people.type.${person.type}`)].join(' · ')}
          </p>
        </div>
        <div className="row person-ways">
          <LeavingWays person={person} />
        </div>
      </div>
    </header>
  );
}

function Nobody() {
  const say = useSay();
  return (
    <>
      <h1 className="only-read">{say('shell.page.person')}</h1>
      <Empty icon="people" title={say('person.nobody')} act={<Link to="/people">{say('person.back')}</Link>}>
        {say('person.nobody.text')}
      </Empty>
    </>
  );
}
