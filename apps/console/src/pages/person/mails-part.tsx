import type { Answer } from '@seatkeeper/client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { useToastProblem } from '../../design/problems.js';
import { Badge, Empty, type Tone } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { mailsQuery } from './person-queries.js';

type Mail = Answer<'/v1/deliveries', 'get'>['items'][number];
const TONES: Readonly<Record<Mail['state'], Tone>> = {
  queued: 'neutral',
  sending: 'info',
  sent: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

/** Mails to somebody, and what became of each in the words of the mail server. */
export function MailsPart({ person }: { readonly person: Person }) {
  const say = useSay();
  const list = useInfiniteQuery(mailsQuery(person.id));
  const mails = list.data?.pages.flatMap(({ items }) => items);
  if (mails?.length === 0) return <Empty icon="mail" title={say('person.mails.none')} />;
  return (
    <section className="card" aria-labelledby="mails">
      <h2 id="mails">{say('person.part.mails')}</h2>
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
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  const complain = useToastProblem();
  const retry = useMutation({
    mutationFn: () => api.post('/v1/deliveries/{id}/retry', { params: { path: { id: mail.id } } }),
    onSuccess: () => toast.say({ tone: 'good', text: say('person.mail.retried') }),
    onError: complain,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const { lastAttempt } = mail;
  return (
    <li className="row">
      <span className="spread stack-small">
        <span className="row">
          <strong>{say(`person.mail.kind.${mail.kind}`)}</strong>
          <Badge tone={TONES[mail.state]}>{say(`person.mail.${mail.state}`)}</Badge>
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
        {lastAttempt && <span className="small mono mail-answer">{lastAttempt.answer}</span>}
      </span>
      {mail.state === 'failed' && (
        <Button
          isPending={retry.isPending}
          refusal={whyNot('deliveries.retry')}
          onPress={() => retry.mutate()}
        >
          {say('person.mail.retry')}
        </Button>
      )}
    </li>
  );
}
