import { Link } from '@tanstack/react-router';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Progress } from '../../design/progress.js';
import { Note, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { nameIn, usePeopleById } from '../people/people-names.js';
import { LeftAlone } from './left-alone.js';
import { MovesTable } from './moves-table.js';
import { RunActs } from './run-acts-row.js';
import { Skipped } from './skipped.js';
import { RunBadge } from './run-badge.js';
import { useRun } from './run-queries.js';
import { isOver, type Run } from './runs.js';
import { useRunTitle } from './run-title.js';
import { peopleOf } from './run-words.js';

/** One run as it advances: how far, of what, to whom; why it failed; and what can be done. */
export function RunDetails({ id }: { readonly id: string }) {
  const run = useRun(id);
  if (!run.data)
    return run.error ? (
      <ProblemNote error={run.error} onRetry={() => void run.refetch()} />
    ) : (
      <Skeleton lines={6} />
    );
  return <Details run={run.data} />;
}

function Details({ run }: { readonly run: Run }) {
  const say = useSay();
  const people = usePeopleById(peopleOf(run));
  const titleOf = useRunTitle(people);
  const { state, progress, detail, startedBy, undoes, undoneBy, bound } = run;
  const isShort = state === 'finished' && bound !== null && bound.skipped > 0;
  const stage = isShort ? 'hand-overs.now.finished.asShown' : (`hand-overs.now.${state}` as const);
  return (
    <div className="stack">
      <div className="row">
        <strong className="spread">{titleOf(run)}</strong>
        <RunBadge state={state} />
      </div>
      <Progress words={say(stage)} done={progress.done} total={progress.total} />
      {detail !== null && (
        <Note tone="bad">
          <p>{say('hand-overs.failed')}</p>
          <p className="small" lang="en">
            {detail}
          </p>
        </Note>
      )}
      {state === 'finished' && progress.total === 0 && (
        <Note tone="info">
          <p>{say('hand-overs.nothing')}</p>
        </Note>
      )}
      <MovesTable moves={progress.byType} people={people} caption={say('hand-overs.moved.by')} />
      <p className="small soft">
        {say('hand-overs.by', { name: nameIn(people, startedBy.id) })} ·{' '}
        <Moment at={run.createdAt} withTime />
        {run.finishedAt !== null && (
          <>
            {' – '}
            <Moment at={run.finishedAt} withTime />
          </>
        )}
      </p>
      {undoes !== null && (
        <p className="small">
          <Link to="/hand-overs" search={{ run: undoes }}>
            {say('hand-overs.undoes')}
          </Link>
        </p>
      )}
      {undoneBy !== null && (
        <p className="small">
          <Link to="/hand-overs" search={{ run: undoneBy }}>
            {say('hand-overs.undoneBy')}
          </Link>
        </p>
      )}
      {undoes !== null && isOver(state) && <LeftAlone id={run.id} />}
      {undoes === null && isOver(state) && bound !== null && bound.skipped > 0 && (
        <Skipped id={run.id} count={bound.skipped} />
      )}
      <RunActs run={run} />
    </div>
  );
}
