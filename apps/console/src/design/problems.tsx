import { useIntl } from 'react-intl';
import type { WordId } from '../words/ids.js';
import { useKnownWords } from '../words/known-words.js';
import { useSay } from '../words/words.js';
import { Button } from './buttons.js';
import { tellProblem } from './problem-words.js';
import { Note } from './states.js';
import { toast } from './toasts.js';

/** Tells errors in the language that is spoken. */
export function useTell() {
  const say = useSay();
  const { messages } = useIntl();
  return (error: unknown) => {
    const { id, more, ...rest } = tellProblem(error, (known) => known in messages);
    const parts = [say(id as WordId), ...more.map((one) => say(one.id as WordId, one.values))];
    return { ...rest, text: parts.join(' ') };
  };
}

/** What a refusal means, by its code alone. */
export function useRefusalWords(): (code: string) => string {
  const say = useSay();
  const known = useKnownWords();
  return (code) => known(`problems.${code}`) ?? say('problems.unknown');
}

/** Says in passing what went wrong. */
export function useToastProblem(): (error: unknown) => void {
  const tell = useTell();
  return (error) => {
    const { text, requestId } = tell(error);
    toast.say({ text, tone: 'bad', ...(requestId !== '' && { requestId }) });
  };
}

/** What went wrong, in words, with the id of the request and, where it helps, another try. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const say = useSay();
  const { text, requestId, detail } = useTell()(error);
  return (
    <Note tone="bad" act={onRetry && <Button onPress={onRetry}>{say('shell.again')}</Button>}>
      <p>{text}</p>
      <details className="small">
        <summary>{say('problems.details')}</summary>
        <p lang="en">{detail}</p>
        {requestId !== '' && <p className="mono">{say('shell.requestId', { id: requestId })}</p>}
      </details>
    </Note>
  );
}
