import './side-sheet.css';
import type { ReactNode } from 'react';
import { useSay } from '../words/words.js';
import { IconButton } from './buttons.js';
import { Dialog } from './dialogs.js';
import { useNarrow } from './screen.js';

/** One thing of a list, beside it in a `split`; on a phone above it. */
export function SideSheet({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const say = useSay();
  const isNarrow = useNarrow();
  if (isNarrow)
    return (
      <Dialog title={title} isOpen onClose={onClose} look="sheet">
        {children}
      </Dialog>
    );
  return (
    <aside className="card side-sheet" aria-label={title}>
      <header className="row side-sheet-head">
        <h2 className="spread">{title}</h2>
        <IconButton icon="close" label={say('shell.close')} onPress={onClose} />
      </header>
      {children}
    </aside>
  );
}
