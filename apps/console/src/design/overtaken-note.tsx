import type { ReactNode } from 'react';
import { useSay } from '../words/words.js';
import { Note } from './states.js';

/** Tells that somebody else was faster, and what of theirs is another now. */
export function OvertakenNote({
  theirs,
}: {
  readonly theirs: readonly { readonly name: string; readonly value: ReactNode }[];
}) {
  const say = useSay();
  return (
    <Note tone="warn">
      <p>{say('shell.overtaken')}</p>
      {theirs.length > 0 && (
        <ul className="small">
          {theirs.map(({ name, value }) => (
            <li key={name}>
              {name}: {value || '–'}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}
