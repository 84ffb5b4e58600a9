import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { maySeeAgain } from '../api/queries.js';
import { Note } from '../design/states.js';
import { toast } from '../design/toasts.js';
import { standing } from '../live/standing.js';
import { useSay } from '../words/words.js';

const subscribe = (listener: () => void) => {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
};

/** Says that the connection is lost, or that nothing is told any more; when it is back, all that is shown is asked for anew. */
export function ConnectionNote() {
  const say = useSay();
  const queries = useQueryClient();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const isTold = useSyncExternalStore(standing.subscribe, () => standing.read() !== 'lost');
  const wasOnline = useRef(isOnline);
  useEffect(() => {
    if (isOnline && !wasOnline.current) {
      toast.say({ text: say('shell.online'), tone: 'good' });
      void queries.invalidateQueries({ predicate: maySeeAgain });
    }
    wasOnline.current = isOnline;
  }, [isOnline, queries, say]);
  return (
    <div role="status" className="connection">
      {!isOnline && (
        <Note tone="warn">
          <p>{say('shell.offline')}</p>
        </Note>
      )}
      {isOnline && !isTold && (
        <Note tone="warn">
          <p>{say('shell.untold')}</p>
        </Note>
      )}
    </div>
  );
}
