import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(width < 800px)');
const subscribe = (listener: () => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

/** Whether the screen is as wide as a phone's. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
