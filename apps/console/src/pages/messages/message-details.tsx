import '../people/sheet.css';
import { useQuery } from '@tanstack/react-query';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { Attempts } from '../deliveries/attempts.js';
import { DELIVERY_TONES } from '../deliveries/delivery-states.js';
import { RetryMail } from '../deliveries/retry-mail.js';
import { ActorName, PersonName } from '../people/actor-name.js';
import { Detail } from '../people/person-details.js';
import { messageQuery } from './message-queries.js';

/** One mail: to whom, by whose doing, and each attempt in the words of the mail server. */
export function MessageDetails({ id }: { readonly id: string }) {
  const say = useSay();
  const { data: mail, error, refetch } = useQuery(messageQuery(id));
  if (!mail)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />;
  return (
    <div className="stack">
      <div className="row">
        <strong className="spread">{say(`person.mail.kind.${mail.kind}`)}</strong>
        <Badge tone={DELIVERY_TONES[mail.state]}>{say(`person.mail.${mail.state}`)}</Badge>
      </div>
      <dl className="details">
        <Detail name={say('messages.to')}>
          <PersonName id={mail.userId} />
          {mail.to && <div>{mail.to.address}</div>}
        </Detail>
        <Detail name={say('messages.by')}>
          <ActorName actor={mail.actor} />
        </Detail>
        <Detail name={say('messages.when')}>
          <Moment at={mail.createdAt} withTime />
        </Detail>
        {mail.nextAttemptAt !== null && mail.attempts > 0 && (
          <Detail name={say('messages.next')}>
            <Moment at={mail.nextAttemptAt} withTime />
          </Detail>
        )}
        <Detail name={say('messages.through')}>{say(`messages.through.${mail.through}`)}</Detail>
        <Detail name={'Message-ID'}>
          <code className="small">{mail.messageId}</code>
        </Detail>
      </dl>
      {mail.suppressed && <p>{say(`person.mail.suppressed.${mail.suppressed}`)}</p>}
      {mail.report && (
        <p>
          {say(`person.mail.report.${mail.report.kind}`)} <code className="small">{mail.report.words}</code>
        </p>
      )}
      <div className="row">
        <RetryMail mail={mail} />
      </div>
      <section className="stack-small">
        <h3>{say('messages.attempts')}</h3>
        {mail.answers.length === 0 && <p className="soft">{say('messages.attempts.none')}</p>}
        <Attempts
          attempts={mail.answers.map(({ at, through, outcome, answer }) => ({
            at,
            more: through === mail.through ? null : ` · ${say(`messages.through.${through}`)}`,
            isGood: outcome === 'sent',
            outcome: say(`messages.outcome.${outcome}`),
            answer,
          }))}
        />
      </section>
    </div>
  );
}
