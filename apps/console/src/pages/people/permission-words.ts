import { useIntl } from 'react-intl';
import type { WordId } from '../../words/ids.js';
import { useSay } from '../../words/words.js';

/** What a permission lets somebody do; one that is newer than this console is said by its key. */
export function usePermissionWords(): (permission: string) => string {
  const say = useSay();
  const { messages } = useIntl();
  return (permission) =>
    `permissions.${permission}` in messages ? say(`permissions.${permission}` as WordId) : permission;
}
