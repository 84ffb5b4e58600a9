import { Moment } from '../../design/moments.js';
import { Badge } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { ActorName } from '../people/actor-name.js';
import { useGroupWays } from './group-ways.js';
import type { SharedLine } from './shared-item-queries.js';

/** Why somebody has a thing, or has it no longer: their groups, and what was decided for them alone, by whom and when. */
export function Sources({ via, override }: Pick<SharedLine, 'via' | 'override'>) {
  const say = useSay();
  const { nameOf } = useGroupWays();
  return (
    <span className="stack-small">
      <span className="row">
        {override && (
          <Badge tone={override.decision === 'added' ? 'good' : 'bad'}>
            {say(`shared-items.override.${override.decision}`)}
          </Badge>
        )}
        {via.map((group) => (
          <Badge key={group.id}>{nameOf(group)}</Badge>
        ))}
      </span>
      {override && (
        <span className="small soft">
          <ActorName actor={override.by} /> · <Moment at={override.at} withTime />
        </span>
      )}
    </span>
  );
}
