import { useRouter } from '@tanstack/react-router';
import { useMe } from '../api/me.js';
import type { IconName } from '../design/icons.js';
import type { WordId } from '../words/ids.js';

export interface PageWay {
  readonly to: string;
  readonly title: WordId;
  readonly icon: IconName;
}

/** The pages that who is signed in can use, in the order of the navigation. */
export function usePages(): readonly PageWay[] {
  const { routesById } = useRouter();
  const { permissions } = useMe();
  return Object.values(routesById)
    .flatMap(({ fullPath, options: { staticData } }) => {
      const { title, navigation } = staticData ?? {};
      if (title === undefined || !navigation) return [];
      const { needs, icon, place } = navigation;
      const isOpen = needs === undefined || needs.some((permission) => permissions.includes(permission));
      return isOpen ? [{ to: fullPath, title, icon, place }] : [];
    })
    .sort((a, b) => a.place - b.place);
}
