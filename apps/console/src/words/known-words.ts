import { useIntl } from 'react-intl';
import type { WordId } from './ids.js';
import { useSay } from './words.js';

/** The text for a name that the API gives, where there is one: a newer server may know others. */
export function useKnownWords(): (id: string) => string | undefined {
  const say = useSay();
  const { messages } = useIntl();
  return (id) => (id in messages ? say(id as WordId) : undefined);
}
