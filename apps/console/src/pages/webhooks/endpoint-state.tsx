import { Moment } from '../../design/moments.js';
import { Badge, Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Endpoint } from './webhook-queries.js';

export function EndpointBadge({ endpoint }: { readonly endpoint: Endpoint }) {
  const say = useSay();
  const { state, disabled, failingSince } = endpoint;
  if (state === 'disabled')
    return (
      <Badge tone={disabled?.reason === 'wanted' ? 'neutral' : 'bad'}>{say('webhooks.state.disabled')}</Badge>
    );
  return failingSince === null ? (
    <Badge tone="good">{say('webhooks.state.enabled')}</Badge>
  ) : (
    <Badge tone="warn">{say('webhooks.state.failing')}</Badge>
  );
}

/** Why nothing is sent, or nothing arrives, and since when. */
export function EndpointNote({ endpoint }: { readonly endpoint: Endpoint }) {
  const say = useSay();
  const { disabled, failingSince } = endpoint;
  if (disabled)
    return (
      <Note tone={disabled.reason === 'wanted' ? 'info' : 'bad'}>
        <p>
          {say(`webhooks.disabled.${disabled.reason}`)} <Moment at={disabled.at} withTime />
        </p>
        <p>{say('webhooks.disabled.means')}</p>
      </Note>
    );
  if (failingSince === null) return null;
  return (
    <Note tone="warn">
      <p>
        {say('webhooks.failing')} <Moment at={failingSince} withTime />
      </p>
      <p>{say('webhooks.failing.means')}</p>
    </Note>
  );
}
