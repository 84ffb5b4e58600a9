import { Button } from '../../design/buttons.js';
import { ProblemNote, useRefusalWords } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { MovesTable } from '../hand-overs/moves-table.js';
import type { OfRecords } from '../hand-overs/record-kinds.js';
import type { Named } from '../people/people-names.js';

/** What stands against it and may be overcome by doing it: it is asked for then. */
const ASKED_FOR_THEN = 'proof-required';

/** What keeps an act from being done: what a preview said that stands against it. */
export const against = (refusals: readonly { readonly code: string }[] | undefined): string | undefined =>
  refusals?.find(({ code }) => code !== ASKED_FOR_THEN)?.code;

/** Exactly what moves, to whom; null where nothing is to. */
export function Moving({
  records,
  people,
}: {
  readonly records: {
    readonly total: number;
    readonly byType: readonly (OfRecords & { readonly to: string; readonly count: number })[];
  } | null;
  readonly people: ReadonlyMap<string, Named>;
}) {
  const say = useSay();
  return (
    <section className="card stack" aria-labelledby="preview">
      <h2 id="preview">{say('leaving.preview')}</h2>
      {records ? (
        <>
          <p className="numbers">{say('leaving.preview.total', { count: records.total })}</p>
          <MovesTable moves={records.byType} people={people} caption={say('leaving.preview')} />
          <p className="small soft">{say('leaving.preview.bound')}</p>
        </>
      ) : (
        <p className="soft">{say('leaving.preview.none')}</p>
      )}
    </section>
  );
}

/** The end of a check: what stands against the act, the way back, and the act itself. */
export function CheckEnd({
  code,
  error,
  refusal,
  isPending,
  label,
  onBack,
  onGo,
}: {
  readonly code: string | undefined;
  readonly error: Error | null;
  readonly refusal: string | null;
  readonly isPending: boolean;
  readonly label: string;
  readonly onBack: () => void;
  readonly onGo: () => void;
}) {
  const say = useSay();
  const refusals = useRefusalWords();
  return (
    <>
      {code !== undefined && (
        <Note tone="bad">
          <p>{refusals(code)}</p>
        </Note>
      )}
      {error && <ProblemNote error={error} />}
      <div className="row">
        <Button onPress={onBack} refusal={isPending ? say('leaving.going') : null}>
          {say('shell.back')}
        </Button>
        <Button
          look="danger"
          isPending={isPending}
          refusal={code === undefined ? refusal : refusals(code)}
          onPress={onGo}
        >
          {label}
        </Button>
      </div>
    </>
  );
}
