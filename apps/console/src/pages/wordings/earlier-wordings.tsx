import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { useSay } from '../../words/words.js';
import { ActorName } from '../people/actor-name.js';
import type { Template, Wording } from './wording-queries.js';

/** Words of before, by whom and since when; they are taken into the fields, and saved like others. */
export function EarlierWordings({
  earlier,
  locale,
  onTake,
}: {
  readonly earlier: Template['earlier'];
  readonly locale: Template['locale'];
  readonly onTake: (words: Wording) => void;
}) {
  const say = useSay();
  return (
    <details>
      <summary>{say('wordings.earlier', { count: earlier.length })}</summary>
      <ol className="wording-versions">
        {earlier.map((words) => (
          <li key={words.changedAt} className="stack-small">
            <div className="row">
              <span className="spread small soft">
                <Moment at={words.changedAt} withTime /> · <ActorName actor={words.changedBy} />
              </span>
              <Button onPress={() => onTake(words)}>{say('wordings.take')}</Button>
            </div>
            <div className="wording-text" lang={locale}>
              <strong>{words.subject}</strong>
              {'\n\n'}
              {words.body}
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
