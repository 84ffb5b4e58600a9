import './tabs.css';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  /** `choice` for several of one kind; the parts of a page otherwise. */
  readonly look?: 'parts' | 'choice' | 'small';
  /** What is shown now: where the links do not fit, the one to it is scrolled to. */
  readonly current: string;
  /** Links of the class `tab`, the one to what is shown with `aria-current`. */
  readonly children: ReactNode;
}

const LOOKS = { parts: '', choice: ' tabs-choice', small: ' tabs-choice tabs-small' } as const;

/** Links to the parts of a page; which one is shown is in the address. */
export function Tabs({ label, look = 'parts', current, children }: Props) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav className={`tabs${LOOKS[look]}`} aria-label={label} ref={list}>
      {children}
    </nav>
  );
}

/** How a link says whether it is to what is shown: the router alone would take every address that it is a part of for it. */
export const tabProps = (isCurrent: boolean) => ({
  className: 'tab',
  activeOptions: { exact: true, includeSearch: true },
  ...(isCurrent && { 'aria-current': 'true' as const }),
});
