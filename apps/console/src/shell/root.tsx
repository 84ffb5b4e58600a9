import { Outlet, useMatches } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ToastShelf } from '../design/toast-region.js';
import { useSay } from '../words/words.js';

export function Root() {
  useTitle();
  return (
    <>
      <Outlet />
      <ToastShelf />
    </>
  );
}

/** The window is named after the page; who reads with the ears is put to the beginning of a new one. */
function useTitle(): void {
  const say = useSay();
  const matches = useMatches();
  const title = matches.findLast(({ staticData }) => staticData.title)?.staticData.title;
  const path = matches.at(-1)?.pathname;
  const before = useRef(path);
  const words = title === undefined ? say('shell.product') : `${say(title)} · ${say('shell.product')}`;
  useEffect(() => {
    document.title = words;
  }, [words]);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [path]);
}
