import { useInfiniteQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { Badge, Empty } from '../../design/states.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { DELIVERY_TONES, hasNotArrived } from '../deliveries/delivery-states.js';
import { type Mail, RetryMail } from '../deliveries/retry-mail.js';
import type { Person } from '../people/person-acts.js';
import { MailChoices } from './mail-choices.js';
import { mailsQuery } from './person-queries.js';

/** Which mails somebody gets, and those that went to them. */
export function MailsPart({ person }: { readonly person: Person }) {
  const may = useMay();
  return (
    <>
      <MailChoices id={person.id} />
      {may('deliveries.read') ? (
        <Mails person={person} />
      ) : (
        <MissingPermission permission="deliveries.read" />
      )}
    </>
  );
}

/** What became of each mail, in the words of the mail server. */
function Mails({ person }: { readonly person: Person }) {
  const say = useSay();
  const list = useInfiniteQuery(mailsQuery(person.id));
  const mails = list.data?.pages.flatMap(({ items }) => items);
  if (mails?.length === 0) return <Empty icon="mail" title={say('person.mails.none')} />;
  return (
    <section className="card" aria-labelledby="mails">
      <h2 id="mails">{say('person.mails')}</h2>
      <PagedList list={list} lines={4}>
        <ul className="person-list">
          {mails?.map((mail) => (
            <OneMail key={mail.id} mail={mail} />
          ))}
        </ul>
      </PagedList>
    </section>
  );
}

function OneMail({ mail }: { readonly mail: Mail }) {
  const say = useSay();
  const { lastAttempt } = mail;
  return (
    <li className="row">
      <span className="spread stack-small">
        <span className="row">
          <strong>{say(`person.mail.kind.${mail.kind}`)}</strong>
          <Badge tone={DELIVERY_TONES[mail.state]}>{say(`person.mail.${mail.state}`)}</Badge>
        </span>
        <span className="soft small">
          <Moment at={mail.createdAt} withTime />
          {mail.to && ` · ${mail.to.address}`}
          {mail.attempts > 1 && ` · ${say('person.mail.attempts', { count: mail.attempts })}`}
          {mail.nextAttemptAt && (
            <>
              {' · '}
              {say('person.mail.next')} <Moment at={mail.nextAttemptAt} withTime />
            </>
          )}
        </span>
        {mail.suppressed && <span className="small">{say(`person.mail.suppressed.${mail.suppressed}`)}</span>}
        {mail.report && (
          <span className="small">
            {say(`person.mail.report.${mail.report.kind}`)} <span className="mono">{mail.report.words}</span>
          </span>
        )}
        {lastAttempt && <span className="small mono mail-answer">{lastAttempt.answer}</span>}
      </span>
      {hasNotArrived(mail) && <RetryMail mail={mail} />}
    </li>
  );
}
