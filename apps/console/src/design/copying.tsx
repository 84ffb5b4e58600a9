import { useSay } from '../words/words.js';
import { Button, IconButton } from './buttons.js';
import { toast } from './toasts.js';

interface Props {
  readonly text: string;
  readonly label?: string;
  /** `icon` beside each of many, where its words would be too many. */
  readonly look?: 'words' | 'icon';
}

export function CopyButton({ text, label, look = 'words' }: Props) {
  const say = useSay();
  const copy = async () => {
    try {
      // Not there without TLS, and refused where somebody has forbidden it.
      await navigator.clipboard.writeText(text);
      toast.say({ text: say('shell.copied'), tone: 'good' });
    } catch {
      toast.say({ text: say('shell.notCopied'), tone: 'bad' });
    }
  };
  const words = label ?? say('shell.copy');
  if (look === 'icon') return <IconButton icon="copy" label={words} onPress={() => void copy()} />;
  return (
    <Button icon="copy" onPress={() => void copy()}>
      {words}
    </Button>
  );
}
