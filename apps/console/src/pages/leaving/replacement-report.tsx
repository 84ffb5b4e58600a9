import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { fullName } from '../../design/full-name.js';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { LeftBehind } from './left-behind.js';
import { replacementQuery } from './replacement-queries.js';
import { MovedRecords, Proof, Steps, WaysOn } from './report-parts.js';
import { TakenOver } from './taken-over.js';

const STEPS = {
  access: 'leaving.step.access',
  seats: 'leaving.replace.step.seats',
  place: 'leaving.replace.step.place',
  records: 'leaving.step.records',
} as const;

/** How a replacement goes on, step by step, and its report when nothing more happens. */
export function ReplacementReport({ person }: { readonly person: Person }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(replacementQuery(person.id));
  if (!data)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />;
  const { report } = data;
  const { successor, given, directReports, groupsManaged } = report;
  const run = report.records?.reassignmentId ?? null;
  return (
    <>
      <Note tone="good">
        <p>
          {say('leaving.replace.done', {
            name: fullName(person),
            by: fullName(successor),
            seats: report.seats?.swapped ?? 0,
          })}
        </p>
      </Note>
      <Steps steps={report.steps} words={STEPS} />
      {given && directReports && groupsManaged && (
        <section className="card stack-small" aria-labelledby="taken-over">
          <h2 id="taken-over">{say('leaving.replace.given')}</h2>
          <TakenOver of={{ given, directReports, groupsManaged }} />
        </section>
      )}
      <MovedRecords run={run} />
      {report.leftBehind && <LeftBehind left={report.leftBehind} />}
      <Proof
        proof={data}
        file={say('leaving.replace.file', { name: report.user.username })}
        pdf={() =>
          api.file('/v1/users/{id}/replacement', {
            params: { path: { id: person.id }, query: { format: 'pdf' } },
          })
        }
      />
      <WaysOn run={run} />
    </>
  );
}
