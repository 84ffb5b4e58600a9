import './attempts.css';
import type { ReactNode } from 'react';
import { Moment } from '../../design/moments.js';
import { Badge } from '../../design/states.js';

interface Attempt {
  readonly at: string;
  readonly isGood: boolean;
  /** What came of it, in a word. */
  readonly outcome: string;
  readonly more?: ReactNode;
  /** What the other side said, word for word. */
  readonly answer: string;
}

/** Each try to send something, the newest first, with the answer as it came. */
export function Attempts({ attempts }: { readonly attempts: readonly Attempt[] }) {
  return (
    <ol className="attempts">
      {attempts.toReversed().map(({ at, isGood, outcome, more, answer }, n) => (
        <li key={`${at} ${n}`}>
          <span className="row">
            <Badge tone={isGood ? 'good' : 'bad'}>{outcome}</Badge>
            <span className="soft small">
              <Moment at={at} withTime />
              {more}
            </span>
          </span>
          {answer !== '' && <code className="answer">{answer}</code>}
        </li>
      ))}
    </ol>
  );
}
