import { useSay } from '../words/words.js';
import { Button } from './buttons.js';
import { toast } from './toasts.js';

export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
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
  return (
    <Button icon="copy" onPress={() => void copy()}>
      {label ?? say('shell.copy')}
    </Button>
  );
}
