import { useKnownWords } from '../../words/known-words.js';

/** What a permission lets somebody do; one that is newer than this console is said by its key. */
export function usePermissionWords(): (permission: string) => string {
  const known = useKnownWords();
  return (permission) => known(`permissions.${permission}`) ?? permission;
}
