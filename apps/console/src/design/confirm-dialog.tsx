import type { ReactNode } from 'react';
import { useSay } from '../words/words.js';
import { Button } from './buttons.js';
import { Dialog, type DialogProps } from './dialogs.js';
import { ProblemNote } from './problems.js';

interface Props extends Pick<DialogProps, 'title' | 'look'> {
  /** What the button says that does it. */
  readonly go: string;
  readonly isGrave?: boolean;
  /** The call, as it goes on. */
  readonly call: { readonly isPending: boolean; readonly error: unknown };
  /** Why it cannot be done now. */
  readonly refusal?: string | null | undefined;
  readonly onGo: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One act that is looked at before it is done: what it means, the way back, and what went wrong with it. */
export function ConfirmDialog({ go, isGrave, call, refusal, onGo, onClose, children, ...dialog }: Props) {
  const say = useSay();
  return (
    <Dialog
      {...dialog}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{say('shell.cancel')}</Button>
          <Button
            look={isGrave ? 'danger' : 'main'}
            isPending={call.isPending}
            refusal={refusal}
            onPress={onGo}
          >
            {go}
          </Button>
        </>
      }
    >
      <div className="stack">
        {children}
        {call.error != null && <ProblemNote error={call.error} />}
      </div>
    </Dialog>
  );
}
