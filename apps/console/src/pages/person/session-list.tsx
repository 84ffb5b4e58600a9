import './person.css';
import type { Answer } from '@seatkeeper/client';
import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { Badge } from '../../design/states.js';
import { useSay } from '../../words/words.js';

type Session = Answer<'/v1/me/sessions', 'get'>['items'][number];

interface Props {
  readonly sessions: readonly Session[];
  /** The one that is being ended. */
  readonly ending: string | undefined;
  /** Why one cannot be ended here. */
  readonly refusal?: (session: Session) => string | null;
  readonly onEnd: (id: string) => void;
}

/** Where somebody is signed in, each to be ended. */
export function SessionList({ sessions, ending, refusal, onEnd }: Props) {
  const say = useSay();
  return (
    <ul className="person-list">
      {sessions.map((one) => {
        const client = one.client ?? say('person.session.unknown');
        return (
          <li key={one.id} className="row">
            <span className="spread stack-small">
              <span className="row">
                {client}
                {one.current && <Badge tone="good">{say('person.session.current')}</Badge>}
              </span>
              <span className="soft small">
                {[one.address, say('person.session.seen')].filter(Boolean).join(' · ')}{' '}
                <Moment at={one.lastSeenAt} withTime /> · {say('person.session.since')}{' '}
                <Moment at={one.startedAt} withTime />
              </span>
            </span>
            <Button
              aria-label={say('person.session.end.of', { client })}
              isPending={ending === one.id}
              refusal={refusal?.(one)}
              onPress={() => onEnd(one.id)}
            >
              {say('person.session.end')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
