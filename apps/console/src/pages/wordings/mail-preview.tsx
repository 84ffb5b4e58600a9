import { Problem } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { useFieldWords } from '../../words/use-field-words.js';
import { useSay } from '../../words/words.js';
import { MailFrame } from './mail-frame.js';
import { previewQuery, type Which, type Wording } from './wording-queries.js';

/** Who writes is not looked at with each letter, ms. */
const SETTLE_MS = 400;

/** The mail as it would arrive, as HTML and as text, with a sample. */
export function MailPreview({
  which,
  wording,
  isWrong,
}: {
  readonly which: Which;
  readonly wording: Wording;
  readonly isWrong: boolean;
}) {
  const say = useSay();
  const settled = useSettled(wording);
  const isWritten = settled.subject.trim() !== '' && settled.body.trim() !== '';
  const { data, error, refetch } = useQuery({
    ...previewQuery(which, settled),
    enabled: isWritten && !isWrong,
  });
  const refused = error instanceof Problem && error.code === 'validation-failed' ? error.errors : null;
  const words = useFieldWords(refused !== null);
  return (
    <section className="stack" aria-labelledby="preview">
      <h3 id="preview">{say('wordings.preview')}</h3>
      {refused && (
        <Note tone="warn">
          <ul className="small">
            {refused.map(({ path, message }) => (
              <li key={`${path} ${message}`}>{words?.(message)}</li>
            ))}
          </ul>
        </Note>
      )}
      {error && !refused && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && (
        <>
          <p lang={which.locale}>
            <span className="soft">{say('wordings.subject')}</span> <strong>{data.subject}</strong>
          </p>
          <MailFrame title={say('wordings.preview.html')} html={data.html} />
          <details>
            <summary>{say('wordings.preview.text')}</summary>
            <pre className="wording-text" lang={which.locale}>
              {data.text}
            </pre>
          </details>
        </>
      )}
    </section>
  );
}

/** What was written last, once nothing has been written for a moment. */
function useSettled({ subject, body }: Wording): Wording {
  const [settled, setSettled] = useState({ subject, body });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ subject, body }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [subject, body]);
  return settled;
}
