import { useIntl } from 'react-intl';
import type { WordId } from '../../words/ids.js';
import { useSay } from '../../words/words.js';

/** The word for a name of the API, where there is one: a newer server may know others. */
export function useKnownWords(): (catalogue: string, name: string) => string | undefined {
  const say = useSay();
  const { messages } = useIntl();
  return (catalogue, name) => {
    const id = `${catalogue}.${name}`;
    return id in messages ? say(id as WordId) : undefined;
  };
}
