import './person.css';
import type { Answer } from '@seatkeeper/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { useWhyNot } from '../../design/why-not.js';
import { useKnownWords } from '../../words/known-words.js';
import { useSay } from '../../words/words.js';
import { mailSettingsQuery } from './person-queries.js';

type Setting = Answer<'/v1/users/{id}/mail-settings', 'get'>['mails'][number];
/** What somebody wants of a kind; null for what the account has. */
interface Wish {
  readonly kind: Setting['kind'];
  readonly sent: boolean | null;
}

/** Which mails somebody gets, and the kinds they can do without. */
export function MailChoices({ id }: { readonly id: string }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const { user } = useMe();
  const query = mailSettingsQuery(id);
  const { data, error, refetch } = useQuery(query);
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: ({ kind, sent }: Wish) =>
      api.patch('/v1/users/{id}/mail-settings', {
        params: { path: { id } },
        body: { choices: { [kind]: sent } },
      }),
    onSuccess: (after) => queries.setQueryData(query.queryKey, after),
    onError: useToastProblem(),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people', 'history', id] }),
  });
  const refusal = id === user.id ? null : whyNot('users.update');
  return (
    <section className="card stack" aria-labelledby="mail-choices">
      <h2 id="mail-choices">{say('person.choices')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && (
        <ul className="person-list">
          {data.mails
            .filter(({ optional }) => optional)
            .map((setting) => (
              <OneKind
                key={setting.kind}
                setting={setting}
                wish={choose.isPending && choose.variables.kind === setting.kind ? choose.variables : null}
                isRefused={refusal !== null}
                onWish={choose.mutate}
              />
            ))}
        </ul>
      )}
      {refusal !== null && <p className="small soft">{refusal}</p>}
      <p className="small soft">{say('person.choices.always')}</p>
    </section>
  );
}

function OneKind({
  setting: { kind, sent, decidedBy },
  wish,
  isRefused,
  onWish,
}: {
  readonly setting: Setting;
  /** What is being saved. */
  readonly wish: Wish | null;
  readonly isRefused: boolean;
  readonly onWish: (wish: Wish) => void;
}) {
  const say = useSay();
  const known = useKnownWords();
  return (
    <li className="row">
      <span className="spread stack-small">
        <Tick
          isSelected={wish?.sent ?? sent}
          isReadOnly={wish !== null}
          isDisabled={isRefused}
          onChange={(isWanted) => onWish({ kind, sent: isWanted })}
        >
          {known(`person.mail.kind.${kind}`) ?? kind}
        </Tick>
        <span className="small soft">
          {[
            known(`person.choices.about.${kind}`),
            decidedBy === 'account' && say(sent ? 'person.choices.byAccount' : 'person.choices.offByAccount'),
          ]
            .filter(Boolean)
            .join(' ')}
        </span>
      </span>
      {decidedBy === 'user' && !isRefused && (
        <Button look="quiet" onPress={() => onWish({ kind, sent: null })}>
          {say('person.choices.follow')}
        </Button>
      )}
    </li>
  );
}
