import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { CopyButton } from '../../design/copying.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { PdfButton } from '../../design/pdf-button.js';
import { ProblemNote } from '../../design/problems.js';
import { saveFile } from '../../design/save-file.js';
import { Badge, Note, Skeleton, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { RunDetails } from '../hand-overs/run-details.js';
import type { Person } from '../people/person-acts.js';
import { LeftBehind } from './left-behind.js';
import { reportQuery } from './offboarding-queries.js';

const TONES = {
  waiting: 'neutral',
  running: 'info',
  done: 'good',
  skipped: 'neutral',
  failed: 'bad',
} as const satisfies Record<string, Tone>;

/** How an offboarding goes on, step by step, and its report when nothing more happens. */
export function Report({ person }: { readonly person: Person }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(reportQuery(person.id));
  if (!data)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />;
  const { report, hash } = data;
  const run = report.records?.reassignmentId ?? null;
  const file = say('leaving.report.file', { name: report.user.username });
  const save = () =>
    saveFile(`${file}.json`, new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  return (
    <>
      <Note tone="good">
        <p>{say('leaving.offboard.done', { name: fullName(person), seats: report.seats?.freed ?? 0 })}</p>
      </Note>
      <section className="card stack" aria-labelledby="steps">
        <h2 id="steps">{say('leaving.steps')}</h2>
        <ol className="consequences">
          {report.steps.map(({ step, state, at }) => (
            <li key={step}>
              {say(`leaving.step.${step}`)} <Badge tone={TONES[state]}>{say(`leaving.step.${state}`)}</Badge>{' '}
              {at !== null && (
                <span className="small soft">
                  <Moment at={at} withTime />
                </span>
              )}
            </li>
          ))}
        </ol>
      </section>
      <section className="card stack" aria-labelledby="outcome">
        <h2 id="outcome">{say('hand-overs.title')}</h2>
        {run === null ? <p className="soft">{say('leaving.preview.none')}</p> : <RunDetails id={run} />}
      </section>
      {report.leftBehind && <LeftBehind left={report.leftBehind} />}
      <section className="card stack-small" aria-labelledby="report">
        <h2 id="report">{say('leaving.report')}</h2>
        {hash === null ? (
          <p className="soft">{say('leaving.report.later')}</p>
        ) : (
          <>
            <p>{say('leaving.report.final')}</p>
            <p className="mono small report-hash">{hash}</p>
            <div className="row">
              <Button look="main" onPress={save}>
                {say('leaving.report.save')}
              </Button>
              <PdfButton
                name={`${file}.pdf`}
                fetchIt={() =>
                  api.file('/v1/users/{id}/offboarding', {
                    params: { path: { id: person.id }, query: { format: 'pdf' } },
                  })
                }
              />
              <CopyButton text={hash} label={say('leaving.report.copy')} />
            </div>
          </>
        )}
      </section>
      <div className="row">
        <Link to="/people" className="button">
          {say('leaving.people')}
        </Link>
        {run !== null && (
          <Link to="/hand-overs" search={{ run }} className="button">
            {say('leaving.handOvers')}
          </Link>
        )}
      </div>
    </>
  );
}
