import type { ReactNode } from 'react';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Reduction } from './licence-queries.js';

/** More seats are held than will be left: how many have to be given back. */
export function BookedWarning({
  warning: { used, left },
  children,
}: {
  readonly warning: NonNullable<Reduction['warning']>;
  readonly children?: ReactNode;
}) {
  const say = useSay();
  return (
    <Note tone="warn">
      <div className="stack-small">
        <p>{say('licences.booked.warning', { used, left, back: used - left })}</p>
        {children}
      </div>
    </Note>
  );
}
