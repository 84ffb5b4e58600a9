import { Badge, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { RunState } from './runs.js';

const TONES: Readonly<Record<RunState, Tone>> = {
  queued: 'info',
  running: 'info',
  pausing: 'warn',
  paused: 'warn',
  cancelling: 'warn',
  finished: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

export function RunBadge({ state }: { readonly state: RunState }) {
  const say = useSay();
  return <Badge tone={TONES[state]}>{say(`hand-overs.state.${state}`)}</Badge>;
}
