import type { WordId } from './ids.js';
import { useIsKnown, useSay } from './words.js';

/** The text for a name that the API gives, where there is one: a newer server may know others. */
export function useKnownWords(): (id: string) => string | undefined {
  const say = useSay();
  const isKnown = useIsKnown();
  return (id) => (isKnown(id) ? say(id as WordId) : undefined);
}
