import { useMutation } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { acting } from '../api/acting.js';
import { useMe } from '../api/me.js';
import { Button } from '../design/buttons.js';
import { Icon } from '../design/icons.js';
import { useToastProblem } from '../design/problems.js';
import { useSay } from '../words/words.js';
import { useActingWays } from './acting-ways.js';

/** Above every page while one acts in an account below: where one is, and the way back. */
export function ActingBanner() {
  const say = useSay();
  const { home } = useMe();
  const { goBack } = useActingWays();
  const complain = useToastProblem();
  const back = useMutation({ mutationFn: goBack, onError: complain });
  const at = useSyncExternalStore(acting.subscribe, acting.read);
  if (!at) return null;
  const { name } = at.account;
  return (
    <aside className={`acting${at.ended ? ' acting-ended' : ''}`} aria-label={say('shell.acting')}>
      <Icon name={at.ended ? 'warning' : 'organisation'} />
      <p className="spread" role={at.ended ? 'alert' : undefined}>
        {say(at.ended ? 'shell.acting.ended' : 'shell.acting.in', { name })}
      </p>
      <Button isPending={back.isPending} onPress={() => back.mutate()}>
        {say('shell.acting.back', { name: home.name })}
      </Button>
    </aside>
  );
}
