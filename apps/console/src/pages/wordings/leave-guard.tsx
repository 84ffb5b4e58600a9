import { useBlocker } from '@tanstack/react-router';
import { Button } from '../../design/buttons.js';
import { Dialog } from '../../design/dialogs.js';
import { useSay } from '../../words/words.js';

/** Asks before a page is left on which something was changed and not saved; the browser asks when the tab is closed. */
export function LeaveGuard({ isChanged }: { readonly isChanged: boolean }) {
  const say = useSay();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  return (
    <Dialog
      title={say('wordings.leave')}
      isOpen={status === 'blocked'}
      onClose={reset}
      foot={
        <>
          <Button onPress={() => proceed?.()}>{say('wordings.leave.go')}</Button>
          <Button look="main" onPress={() => reset?.()}>
            {say('wordings.leave.stay')}
          </Button>
        </>
      }
    >
      <p>{say('wordings.leave.text')}</p>
    </Dialog>
  );
}
