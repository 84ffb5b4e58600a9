import { useKnownWords } from '../../words/known-words.js';

/** What an event is called: as the history calls it, and by its type where a newer server knows more. */
export function useEventName(): (type: string) => string {
  const known = useKnownWords();
  return (type) => known(`webhooks.event.${type}`) ?? known(`trail.action.${type}`) ?? type;
}
