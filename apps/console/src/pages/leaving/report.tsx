import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { fullName } from '../../design/full-name.js';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { LeftBehind } from './left-behind.js';
import { reportQuery } from './offboarding-queries.js';
import { MovedRecords, Proof, Steps, WaysOn } from './report-parts.js';

const STEPS = {
  access: 'leaving.step.access',
  seats: 'leaving.step.seats',
  groups: 'leaving.step.groups',
  records: 'leaving.step.records',
} as const;

/** How an offboarding goes on, step by step, and its report when nothing more happens. */
export function Report({ person }: { readonly person: Person }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(reportQuery(person.id));
  if (!data)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />;
  const { report } = data;
  const run = report.records?.reassignmentId ?? null;
  return (
    <>
      <Note tone="good">
        <p>{say('leaving.offboard.done', { name: fullName(person), seats: report.seats?.freed ?? 0 })}</p>
      </Note>
      <Steps steps={report.steps} words={STEPS} />
      <MovedRecords run={run} />
      {report.leftBehind && <LeftBehind left={report.leftBehind} />}
      <Proof
        proof={data}
        file={say('leaving.report.file', { name: report.user.username })}
        pdf={() =>
          api.file('/v1/users/{id}/offboarding', {
            params: { path: { id: person.id }, query: { format: 'pdf' } },
          })
        }
      />
      <WaysOn run={run} />
    </>
  );
}
