import { Badge } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Licence } from './licence-queries.js';

/** Whether the seats of a product are running low, gone, or held too often; nothing where all is fine. */
export function LevelBadge({
  licence: { level },
  over,
}: {
  readonly licence: Licence;
  readonly over: number;
}) {
  const say = useSay();
  if (over > 0) return <Badge tone="bad">{say('licences.level.over')}</Badge>;
  if (level === undefined || level === 'fine') return null;
  return <Badge tone={level === 'exhausted' ? 'bad' : 'warn'}>{say(`licences.level.${level}`)}</Badge>;
}
