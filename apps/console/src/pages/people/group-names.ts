import { useCallback } from 'react';
import type { WordId } from '../../words/ids.js';
import { useSay } from '../../words/words.js';
import type { Choice } from './people-queries.js';

const WORDS: Readonly<Record<string, WordId>> = {
  'global-admin': 'people.globalAdmin',
  'user-admin': 'people.group.user-admin',
  'billing-admin': 'people.group.billing-admin',
  member: 'people.group.member',
};

/** What a group is called: those that every account has are in English in the API. */
export function useGroupName(): (group: Choice) => string {
  const say = useSay();
  return useCallback(
    ({ builtIn, name }) => {
      const word = builtIn == null ? undefined : WORDS[builtIn];
      return word ? say(word) : name;
    },
    [say],
  );
}
