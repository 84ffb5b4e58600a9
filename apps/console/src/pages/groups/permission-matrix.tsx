import { type Permission, useMe } from '../../api/me.js';
import { Badge } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { useSay } from '../../words/words.js';
import { byArea, offeredTo } from '../people/permission-areas.js';
import { usePermissionWords } from '../people/permission-words.js';

interface Props {
  readonly chosen: readonly Permission[];
  /** As it is saved. */
  readonly before: readonly Permission[];
  /** Nothing can be changed. */
  readonly isLocked: boolean;
  readonly onChange: (permission: Permission, is: boolean) => void;
}

/** Everything that a group can allow, in words, by what it is about. */
export function PermissionMatrix({ chosen, before, isLocked, onChange }: Props) {
  const say = useSay();
  const words = usePermissionWords();
  const { permissions: held } = useMe();
  return (
    <div className="matrix">
      {byArea(offeredTo([...before, ...held]), (permission) => permission).map(({ area, items }) => (
        <fieldset key={area} className="matrix-area">
          <legend className="matrix-name">{say(`permissions.area.${area}`)}</legend>
          {items.map((permission) => {
            const is = chosen.includes(permission);
            const isChanged = is !== before.includes(permission);
            // Nobody gives what they do not hold, and nobody takes away from who holds more.
            const isBeyond = !held.includes(permission);
            return (
              <Tick
                key={permission}
                isSelected={is}
                isDisabled={isLocked || isBeyond}
                onChange={(next) => onChange(permission, next)}
              >
                {words(permission)}
                <span className="row small">
                  <code className="soft">{permission}</code>
                  {isChanged && (
                    <Badge tone={is ? 'good' : 'bad'}>{say(is ? 'groups.added' : 'groups.removed')}</Badge>
                  )}
                  {!isLocked && isBeyond && <span className="soft">{say('groups.beyond')}</span>}
                </span>
              </Tick>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
