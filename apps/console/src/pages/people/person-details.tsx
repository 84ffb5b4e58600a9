import './sheet.css';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Moment } from '../../design/moments.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { useProductNames } from '../licences/product-names.js';
import { hasNotArrived } from '../deliveries/delivery-states.js';
import { useGroupName } from './group-names.js';
import { choicesQuery } from './people-queries.js';
import type { Person } from './person-acts.js';

export function PersonDetails({ person }: { readonly person: Person }) {
  const say = useSay();
  const namesOf = useProductNames();
  const { data: groups = [] } = useQuery(choicesQuery('group'));
  const groupName = useGroupName();
  const named = person.groups
    .map((id) => groups.find((one) => one.id === id))
    .map((group) => (group ? groupName(group) : '…'));
  const { ban, invitation } = person;
  return (
    <>
      {person.status === 'banned' && ban && (
        <Note tone="bad">
          <p>{ban.reason}</p>
          <p className="small">
            {ban.until ? (
              <>
                {say('people.ban.until')} <Moment at={ban.until} withTime />
              </>
            ) : (
              say('people.ban.open')
            )}
          </p>
        </Note>
      )}
      {person.status === 'invited' && invitation && (
        <Note
          tone={hasNotArrived(invitation.mail) ? 'bad' : invitation.state === 'expired' ? 'warn' : 'info'}
        >
          <p>
            {say(`people.mail.${invitation.mail.state}`)} · {invitation.sentTo}
          </p>
          {invitation.mail.reason && <p className="small mono">{invitation.mail.reason}</p>}
          <p className="small">
            {say(
              invitation.state === 'expired' ? 'people.invitation.expiredOn' : 'people.invitation.expires',
            )}{' '}
            <Moment at={invitation.expiresAt} withTime />
          </p>
        </Note>
      )}
      <dl className="details">
        <Detail name={say('people.field.email')}>{person.email}</Detail>
        <Detail name={say('people.column.office')}>{person.offices.join(', ')}</Detail>
        <Detail name={say('people.column.department')}>{person.department}</Detail>
        <Detail name={say('people.column.seniority')}>{person.seniority}</Detail>
        <Detail name={say('people.column.groups')}>
          {[...(person.globalAdmin ? [say('people.globalAdmin')] : []), ...named].join(', ')}
        </Detail>
        <Detail name={say('people.column.products')}>{namesOf(person.products)}</Detail>
        <Detail name={say('people.field.phone')}>
          {[person.phones.office, person.phones.cell].filter(Boolean).join(' · ')}
        </Detail>
        <Detail name={say('people.column.userCode')}>{person.userCode}</Detail>
        <Detail name={say('people.column.lastActiveAt')}>
          {person.lastActiveAt && <Moment at={person.lastActiveAt} withTime />}
        </Detail>
        <Detail name={say('people.column.createdAt')}>
          <Moment at={person.createdAt} withTime />
        </Detail>
      </dl>
    </>
  );
}

export function Detail({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="detail">
      <dt className="soft">{name}</dt>
      <dd>{children || '–'}</dd>
    </div>
  );
}
