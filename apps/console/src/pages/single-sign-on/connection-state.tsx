import { Badge } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { stateOf } from './connection-drafts.js';
import type { Connection } from './connection-queries.js';

const TONES = { enforced: 'info', ready: 'good', unproved: 'warn', 'no-domain': 'warn' } as const;

/** How far a connection is. */
export function ConnectionBadge({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const state = stateOf(connection);
  return <Badge tone={TONES[state]}>{say(`sso.state.${state}`)}</Badge>;
}
