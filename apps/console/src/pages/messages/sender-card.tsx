import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { Badge, Note, Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { Detail } from '../people/person-details.js';
import { SenderForm } from './sender-form.js';
import { type Sender, senderQuery, type SenderView } from './sending-queries.js';

const TONES = { untested: 'warn', working: 'good', failing: 'bad' } as const;

/** Through which server the mails of the account go, how it is, and what can be done with it. */
export function SenderCard() {
  const say = useSay();
  const { data, error, refetch } = useQuery(senderQuery);
  return (
    <section className="card stack" aria-labelledby="sending-server">
      <div className="row">
        <h2 id="sending-server" className="spread">
          {say('sending.server')}
        </h2>
        {data?.sender && (
          <Badge tone={TONES[data.sender.state]}>{say(`sending.state.${data.sender.state}`)}</Badge>
        )}
      </div>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && (
        <>
          {data.sender ? <ServerFacts sender={data.sender} /> : <p>{say('sending.none')}</p>}
          <p className="small soft">{say('sending.always')}</p>
          <ServerActs view={data} />
        </>
      )}
    </section>
  );
}

function ServerFacts({ sender }: { readonly sender: Sender }) {
  const say = useSay();
  const { host, port, security, user, from, replyTo, perMinute, whenFailing } = sender;
  return (
    <>
      <dl className="details">
        <Detail name={say('sending.host')}>
          {host}:{port}
        </Detail>
        <Detail name={say('sending.security')}>{say(`sending.security.${security}`)}</Detail>
        <Detail name={say('sending.user')}>{user ?? say('sending.user.nobody')}</Detail>
        <Detail name={say('sending.from')}>
          {from.name}
          <div>{from.address}</div>
        </Detail>
        {replyTo !== null && <Detail name={say('sending.replyTo')}>{replyTo}</Detail>}
        {perMinute !== null && <Detail name={say('sending.perMinute')}>{perMinute}</Detail>}
        <Detail name={say('sending.whenFailing')}>{say(`sending.whenFailing.${whenFailing}`)}</Detail>
      </dl>
      <ServerWords sender={sender} />
    </>
  );
}

/** How the server is, in its own words. */
function ServerWords({ sender: { state, failing, lastTest, whenFailing } }: { readonly sender: Sender }) {
  const say = useSay();
  if (failing)
    return (
      <Note tone="bad">
        <p>
          {say(`sending.failing.${whenFailing}`)} <Moment at={failing.since} withTime />
        </p>
        <code className="answer">{failing.answer}</code>
        <p className="small">
          {say('sending.triedNext')} <Moment at={failing.triedNextAt} withTime />
        </p>
      </Note>
    );
  if (!lastTest)
    return (
      <Note tone="warn">
        <p>{say('sending.untested')}</p>
      </Note>
    );
  return (
    <Note tone={lastTest.sent ? 'good' : 'bad'}>
      <p>
        {say(lastTest.sent ? 'sending.test.sent' : 'sending.test.failed')}{' '}
        <Moment at={lastTest.at} withTime />
      </p>
      <code className="answer">{lastTest.answer}</code>
      {state === 'untested' && <p className="small">{say('sending.untested')}</p>}
    </Note>
  );
}

function ServerActs({ view }: { readonly view: SenderView }) {
  const say = useSay();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'form' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const again = () => void queries.invalidateQueries({ queryKey: senderQuery.queryKey });
  const test = useMutation({
    mutationFn: () => api.post('/v1/mail-settings/test'),
    onSuccess: (after) => {
      queries.setQueryData(senderQuery.queryKey, after);
      const isSent = after.sender?.lastTest?.sent === true;
      toast.say({
        tone: isSent ? 'good' : 'bad',
        text: say(isSent ? 'sending.test.sent.toast' : 'sending.test.failed.toast'),
      });
    },
    onError: useToastProblem(),
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: () => api.delete('/v1/mail-settings/sender'),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('sending.removed') });
      close();
    },
    onSettled: again,
  });
  const has = view.sender !== null;
  return (
    <div className="row">
      {has && (
        <Button
          look={view.sender?.state === 'working' ? 'plain' : 'main'}
          isPending={test.isPending}
          onPress={() => test.mutate()}
        >
          {say('sending.test')}
        </Button>
      )}
      <Button look={has ? 'plain' : 'main'} onPress={() => setOpen('form')}>
        {say(has ? 'sending.change' : 'sending.setUp')}
      </Button>
      {has && (
        <Button look="danger" onPress={() => setOpen('remove')}>
          {say('sending.remove')}
        </Button>
      )}
      {open === 'form' && <SenderForm view={view} onClose={close} />}
      {open === 'remove' && (
        <ConfirmDialog
          title={say('sending.remove')}
          go={say('sending.remove')}
          isGrave
          call={remove}
          onGo={() => remove.mutate()}
          onClose={close}
        >
          <p>{say('sending.remove.means')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
