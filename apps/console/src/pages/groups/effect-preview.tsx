import { useMe } from '../../api/me.js';
import { fullName } from '../../design/full-name.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { PermissionEffect, RefusalNote } from '../people/permission-effect.js';
import { PersonLink } from '../people/person-link.js';
import { lockedOut, losesGroups } from './group-drafts.js';
import type { Preview } from './group-queries.js';

/** What a change would bring, for whom: how many gain and lose, who could do nothing any more, then one by one. */
export function EffectPreview({ preview }: { readonly preview: Preview }) {
  const say = useSay();
  const { user } = useMe();
  const { counts, refusal, members, named } = preview;
  const effects = [...named.flatMap(({ effect }) => effect ?? []), ...members.items];
  const out = lockedOut(effects);
  const all = members.total ?? members.items.length;
  return (
    <div className="stack" role="status">
      <p className="numbers">
        {say('groups.effect.sum', { gaining: counts.gaining, losing: counts.losing })}
      </p>
      {refusal && <RefusalNote refusal={refusal} />}
      {named.flatMap(({ userId, refusal: why, effect }) =>
        why ? [<RefusalNote key={userId} refusal={why} {...(effect && { name: fullName(effect) })} />] : [],
      )}
      {losesGroups(effects, user.id) && (
        <Note tone="warn">
          <p>{say('groups.effect.yourself')}</p>
        </Note>
      )}
      {out.length > 0 && (
        <Note tone="warn">
          <p>{say('groups.effect.out', { count: out.length })}</p>
          <p className="small">{out.map(fullName).join(', ')}</p>
        </Note>
      )}
      {effects.length > 0 && (
        <details className="effects" open={effects.length <= SHOWN_AT_ONCE}>
          <summary>
            {say('groups.effect.people', { count: effects.length - members.items.length + all })}
          </summary>
          <ul>
            {effects.map((effect) => (
              <li key={effect.userId} className="effects-one">
                <PersonLink id={effect.userId}>{fullName(effect)}</PersonLink>
                <PermissionEffect effect={effect} />
              </li>
            ))}
          </ul>
          {members.nextCursor !== null && <p className="soft small">{say('groups.effect.more')}</p>}
        </details>
      )}
    </div>
  );
}

const SHOWN_AT_ONCE = 8;
