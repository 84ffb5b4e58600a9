import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button, IconButton } from '../../design/buttons.js';
import { CopiedField } from '../../design/copied-field.js';
import { Moment } from '../../design/moments.js';
import { useToastProblem } from '../../design/problems.js';
import { Badge, Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { useConnectionAnswers } from './change-connection.js';
import { provedOf } from './connection-drafts.js';
import type { Connection, Domain } from './connection-queries.js';
import { RemoveDomain } from './remove-domain.js';
import { useWhyNotChange } from './why-not-change.js';

/** One domain: since when it is proved, or what it has to show and what was seen there. */
export function DomainRow({
  connection,
  domain,
}: {
  readonly connection: Connection;
  readonly domain: Domain;
}) {
  const say = useSay();
  const refusal = useWhyNotChange();
  const [isRemoving, setRemoving] = useState(false);
  const { name, provedAt } = domain;
  const isLast = connection.enforcement !== null && provedAt !== null && provedOf(connection).length === 1;
  return (
    <li className={provedAt === null ? 'stack' : 'stack-small'}>
      <div className="row">
        <h3 className="spread connection-name">{name}</h3>
        <Badge tone={provedAt === null ? 'warn' : 'good'}>
          {say(provedAt === null ? 'sso.domain.unproved' : 'sso.domain.proved')}
        </Badge>
        <IconButton
          icon="trash"
          label={say('sso.domain.remove.of', { name })}
          refusal={refusal ?? (isLast ? say('sso.domain.last') : null)}
          onPress={() => setRemoving(true)}
        />
      </div>
      {provedAt === null ? (
        <Unproved connection={connection} domain={domain} />
      ) : (
        <p className="small soft">
          {say('sso.domain.since')} <Moment at={provedAt} withTime />
        </p>
      )}
      {isRemoving && (
        <RemoveDomain connection={connection} domain={domain} onClose={() => setRemoving(false)} />
      )}
    </li>
  );
}

function Unproved({ connection, domain }: { readonly connection: Connection; readonly domain: Domain }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const complain = useToastProblem();
  const { keep, settle } = useConnectionAnswers(connection.id);
  const { name, record, value } = domain;
  const check = useMutation({
    mutationFn: () =>
      api.post('/v1/sso-connections/{id}/domains/{domain}/check', {
        params: { path: { id: connection.id, domain: name } },
      }),
    onSuccess: (saved) => {
      keep(saved);
      toast.say({ tone: 'good', text: say('sso.domain.is', { name }) });
    },
    onError: complain,
    onSettled: settle,
  });
  return (
    <>
      <p>{say('sso.domain.how')}</p>
      <CopiedField label={say('sso.domain.record')} value={record} />
      <CopiedField label={say('sso.domain.value')} value={value} hint={say('sso.domain.value.hint')} />
      <LastCheck check={domain.lastCheck} />
      <div className="row">
        <Button
          look="main"
          isPending={check.isPending}
          refusal={whyNot('account.sign-on')}
          onPress={() => check.mutate()}
        >
          {say('sso.domain.check')}
        </Button>
      </div>
    </>
  );
}

/** What was seen when it was last looked at. */
function LastCheck({ check }: { readonly check: Domain['lastCheck'] }) {
  const say = useSay();
  if (!check) return <p className="small soft">{say('sso.domain.unchecked')}</p>;
  return (
    <Note tone={check.found === 'taken' ? 'bad' : 'warn'}>
      <p>{say(`sso.domain.found.${check.found}`)}</p>
      {check.texts.length > 0 && (
        <ul className="seen-texts">
          {check.texts.map((text, at) => (
            <li key={at}>
              <code>{text}</code>
            </li>
          ))}
        </ul>
      )}
      <p className="small">
        {say('sso.domain.checked')} <Moment at={check.at} withTime />
      </p>
    </Note>
  );
}
