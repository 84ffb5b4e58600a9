import { useSay } from '../words/words.js';
import { Button } from './buttons.js';
import { CopyButton } from './copying.js';
import { Dialog } from './dialogs.js';
import { TextField } from './fields.js';
import { Note } from './states.js';

/** A secret that nobody can be shown again: it stays until somebody says that they have kept it. */
export function ShownOnce({
  title,
  label,
  secret,
  onKept,
}: {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  readonly onKept: () => void;
}) {
  const say = useSay();
  return (
    <Dialog
      title={title}
      isOpen
      foot={
        <>
          <CopyButton text={secret} />
          <Button look="main" onPress={onKept}>
            {say('shell.kept')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Note tone="warn">
          <p>{say('shell.once')}</p>
        </Note>
        <TextField label={label} value={secret} isReadOnly mono />
      </div>
    </Dialog>
  );
}
