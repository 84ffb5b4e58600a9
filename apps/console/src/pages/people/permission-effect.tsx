import './permission-effect.css';
import type { Answer } from '@seatkeeper/client';
import { useRefusalWords } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { usePermissionWords } from './permission-words.js';

type Preview = Answer<'/v1/groups/{id}/preview', 'post'>;
type Refusal = NonNullable<Preview['refusal']>;
type Effect = NonNullable<Preview['named'][number]['effect']>;

/** As many as are seen at a glance. */
const FEW = 6;

/** What somebody gains and loses, each in words. */
export function PermissionEffect({ effect }: { readonly effect: Pick<Effect, 'gained' | 'lost'> }) {
  const say = useSay();
  const words = usePermissionWords();
  if (effect.gained.length + effect.lost.length === 0)
    return <p className="soft small">{say('people.effect.none')}</p>;
  const count = { gained: effect.gained.length, lost: effect.lost.length };
  const list = (
    <ul className="effect">
      {effect.gained.map((permission) => (
        <li key={permission} className="effect-gained">
          <span aria-hidden="true">+</span>
          <span>
            <span className="only-read">{say('people.effect.gained')} </span>
            {words(permission)}
          </span>
        </li>
      ))}
      {effect.lost.map((permission) => (
        <li key={permission} className="effect-lost">
          <span aria-hidden="true">−</span>
          <span>
            <span className="only-read">{say('people.effect.lost')} </span>
            {words(permission)}
          </span>
        </li>
      ))}
    </ul>
  );
  // A long one can be folded, so that it can be reached and scrolled by keyboard.
  return count.gained + count.lost > FEW ? (
    <details open>
      <summary className="small">{say('people.effect.sum', count)}</summary>
      {list}
    </details>
  ) : (
    list
  );
}

/** Why a change that is looked at would be refused; about whom, where it is about somebody. */
export function RefusalNote({ refusal, name }: { readonly refusal: Refusal; readonly name?: string }) {
  const say = useSay();
  const words = usePermissionWords();
  const text = useRefusalWords()(refusal.code);
  return (
    <Note tone="bad">
      <p>{name === undefined ? text : say('people.refusal.about', { name, text })}</p>
      {refusal.missing && (
        <>
          <p className="small">{say('people.refusal.missing')}</p>
          <ul className="small">
            {refusal.missing.map((permission) => (
              <li key={permission}>{words(permission)}</li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}
