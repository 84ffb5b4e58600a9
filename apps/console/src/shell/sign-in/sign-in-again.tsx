import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMe } from '../../api/me.js';
import { maySeeAgain } from '../../api/queries.js';
import { session } from '../../api/session.js';
import { Button } from '../../design/buttons.js';
import { useSay } from '../../words/words.js';
import { SignInSteps } from './sign-in-steps.js';

/** Above a page whose session has ended: the same person goes on where they were. */
export function SignInAgain() {
  const say = useSay();
  const { user, home } = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  useEffect(
    () => () => {
      // What failed meanwhile, and what others have changed.
      if (session.read().is === 'in') void queries.invalidateQueries({ predicate: maySeeAgain });
    },
    [queries],
  );
  const leave = () => {
    session.nobody();
    void navigate({ to: '/sign-in' });
  };
  return (
    <div className="stack">
      <p className="soft">{say('sign-in.again.text')}</p>
      <SignInSteps known={{ account: home.slug, username: user.username }} />
      <Button look="quiet" onPress={leave}>
        {say('sign-in.otherPerson')}
      </Button>
    </div>
  );
}
