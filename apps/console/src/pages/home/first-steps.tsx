import { useQuery } from '@tanstack/react-query';
import { Link, linkOptions } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { useMay, useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { Icon } from '../../design/icons.js';
import { Badge } from '../../design/states.js';
import { preferences } from '../../preferences/preferences.js';
import { useSay } from '../../words/words.js';
import { choicesQuery } from '../people/people-queries.js';
import { connectionsQuery } from '../single-sign-on/connection-queries.js';
import { hasPeopleQuery } from './home-queries.js';

const WAYS = {
  invite: linkOptions({ to: '/invite' }),
  group: linkOptions({ to: '/groups' }),
  directory: linkOptions({ to: '/settings/single-sign-on' }),
} as const;

/** What a new firm does first, each step with whether it is done; gone once all are, or who looks has put it away. */
export function FirstSteps() {
  const say = useSay();
  const may = useMay();
  const { account } = useMe();
  const { beyondFirstSteps } = useSyncExternalStore(preferences.subscribe, preferences.read);
  const isShown = !beyondFirstSteps.includes(account.id);
  const mayAll = {
    invite: may('users.invite') && may('users.read'),
    group: may('groups.manage') && may('users.read'),
    directory: may('account.sign-on'),
  };
  const people = useQuery({ ...hasPeopleQuery, enabled: isShown && mayAll.invite });
  const groups = useQuery({ ...choicesQuery('group'), enabled: isShown && mayAll.group });
  const connections = useQuery({ ...connectionsQuery, enabled: isShown && mayAll.directory });
  const done = {
    invite: people.data,
    group: groups.data?.some(({ builtIn }) => builtIn == null),
    directory: connections.data && connections.data.items.length > 0,
  };
  const steps = (['invite', 'group', 'directory'] as const).filter((step) => mayAll[step]);
  // It appears once all is known, and so never for a moment only.
  const isKnown = steps.every((step) => done[step] !== undefined);
  if (!isShown || !isKnown || steps.every((step) => done[step])) return null;
  const putAway = () => preferences.set({ beyondFirstSteps: [...beyondFirstSteps, account.id] });
  return (
    <section className="card" aria-labelledby="first-steps">
      <div className="card-head">
        <h2 id="first-steps">{say('home.steps')}</h2>
        <Button onPress={putAway}>{say('home.steps.putAway')}</Button>
      </div>
      <ol className="home-steps">
        {steps.map((step) => (
          <li key={step}>
            <span className={done[step] ? 'step-mark step-done' : 'step-mark'}>
              {done[step] && <Icon name="check" />}
            </span>
            <span className="stack-small spread">
              {done[step] ? (
                say(`home.steps.${step}`)
              ) : (
                <Link {...WAYS[step]}>{say(`home.steps.${step}`)}</Link>
              )}
              <span className="small soft">{say(`home.steps.${step}.text`)}</span>
            </span>
            {done[step] && <Badge tone="good">{say('home.steps.done')}</Badge>}
          </li>
        ))}
      </ol>
    </section>
  );
}
