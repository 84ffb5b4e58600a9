import { Link, type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from '../design/buttons.js';
import { ProblemNote } from '../design/problems.js';
import { Empty } from '../design/states.js';
import { useSay } from '../words/words.js';
import { isToReload } from './missing-parts.js';

const KEY = 'seatkeeper.reloaded';

/** In place of a page that failed: what happened in words, with the request's id, and ways on. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const say = useSay();
  const router = useRouter();
  useEffect(() => reloadOnce(error), [error]);
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main className="broken">
      <Empty
        icon="warning"
        title={say('shell.broken')}
        act={
          <>
            <Button onPress={() => location.reload()}>{say('shell.reload')}</Button>
            <Button look="main" onPress={again}>
              {say('shell.again')}
            </Button>
          </>
        }
      >
        {say('shell.broken.text')}
      </Empty>
      <ProblemNote error={error} />
    </main>
  );
}

function reloadOnce(error: unknown): void {
  const build = import.meta.url;
  try {
    if (!isToReload({ error, isOnline: navigator.onLine, build, reloaded: sessionStorage.getItem(KEY) }))
      return;
    sessionStorage.setItem(KEY, build);
  } catch {
    // Nothing can be kept, so nothing tells the first time from the next: there is a button for it.
    return;
  }
  location.reload();
}

export function Missing() {
  const say = useSay();
  return (
    <main className="broken">
      <Empty icon="search" title={say('shell.notFound')} act={<Link to="/">{say('shell.home')}</Link>}>
        {say('shell.notFound.text')}
      </Empty>
    </main>
  );
}
