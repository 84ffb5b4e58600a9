import { useMutation } from '@tanstack/react-query';
import { Button } from '../../design/buttons.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { testWording, type Which, type Wording } from './wording-queries.js';

/** Has what is written sent to who writes it, and says what came of it. */
export function TestWording({
  which,
  wording,
  refusal,
}: {
  readonly which: Which;
  readonly wording: Wording;
  readonly refusal: string | null;
}) {
  const say = useSay();
  const test = useMutation({ mutationFn: () => testWording(which, wording) });
  const { data, error } = test;
  return (
    <div className="stack-small">
      <div className="row">
        <Button isPending={test.isPending} refusal={refusal} onPress={() => test.mutate()}>
          {say('wordings.test')}
        </Button>
        <span className="small soft">{say('wordings.test.hint')}</span>
      </div>
      <div role="status">
        {data && (
          <Note tone={data.sent ? 'good' : 'bad'}>
            <p>
              {say(data.sent ? 'wordings.test.sent' : 'wordings.test.failed', { address: data.sentTo })}{' '}
              {say(`wordings.test.through.${data.through}`)}
            </p>
            <code className="answer">{data.answer}</code>
          </Note>
        )}
      </div>
      {error && <ProblemNote error={error} />}
    </div>
  );
}
