import type { Answer } from '@seatkeeper/client';
import { useMutation, type UseQueryResult } from '@tanstack/react-query';
import { Button } from '../../design/buttons.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { useKnownWords } from '../../words/known-words.js';
import { useSay } from '../../words/words.js';

type Settings = Answer<'/v1/mail-settings', 'get'>;
type Setting = Settings['mails'][number];
/** What is wanted of a kind; null for no choice of one's own. */
export interface KindWish {
  readonly kind: Setting['kind'];
  readonly sent: boolean | null;
}

interface Props {
  /** Whose choices these are. */
  readonly of: 'user' | 'account';
  readonly settings: UseQueryResult<Settings>;
  readonly save: (wish: KindWish) => Promise<Settings>;
  readonly onSaved: (after: Settings) => void;
  readonly onSettled: () => void;
  /** Why nothing can be chosen here. */
  readonly refusal: string | null;
}

/** The kinds of mail that can be done without, each with a tick. */
export function KindChoices({ of, settings, save, onSaved, onSettled, refusal }: Props) {
  const say = useSay();
  const { data, error, refetch } = settings;
  const choose = useMutation({
    mutationFn: save,
    onSuccess: onSaved,
    onError: useToastProblem(),
    onSettled,
  });
  return (
    <>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && (
        <ul className="person-list">
          {data.mails
            .filter(({ optional }) => optional)
            .map((setting) => (
              <OneKind
                key={setting.kind}
                of={of}
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
    </>
  );
}

function OneKind({
  of,
  setting: { kind, sent, decidedBy },
  wish,
  isRefused,
  onWish,
}: {
  readonly of: 'user' | 'account';
  readonly setting: Setting;
  /** What is being saved. */
  readonly wish: KindWish | null;
  readonly isRefused: boolean;
  readonly onWish: (wish: KindWish) => void;
}) {
  const say = useSay();
  const known = useKnownWords();
  const isTold = of === 'user' && decidedBy === 'account';
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
            isTold && say(sent ? 'person.choices.byAccount' : 'person.choices.offByAccount'),
          ]
            .filter(Boolean)
            .join(' ')}
        </span>
      </span>
      {of === 'user' && decidedBy === 'user' && !isRefused && (
        <Button look="quiet" onPress={() => onWish({ kind, sent: null })}>
          {say('person.choices.follow')}
        </Button>
      )}
    </li>
  );
}
