import { Link } from '@tanstack/react-router';
import { Button } from '../../design/buttons.js';
import { CopyButton } from '../../design/copying.js';
import { Moment } from '../../design/moments.js';
import { PdfButton } from '../../design/pdf-button.js';
import { saveFile } from '../../design/save-file.js';
import { Badge, type Tone } from '../../design/states.js';
import type { WordId } from '../../words/ids.js';
import { useSay } from '../../words/words.js';
import { RunDetails } from '../hand-overs/run-details.js';

const TONES = {
  waiting: 'neutral',
  running: 'info',
  done: 'good',
  skipped: 'neutral',
  failed: 'bad',
} as const satisfies Record<string, Tone>;

interface Step<S extends string> {
  readonly step: S;
  readonly state: keyof typeof TONES;
  readonly at: string | null;
}

/** How an act goes on, step by step. */
export function Steps<S extends string>({
  steps,
  words,
}: {
  readonly steps: readonly Step<S>[];
  readonly words: Readonly<Record<S, WordId>>;
}) {
  const say = useSay();
  return (
    <section className="card stack" aria-labelledby="steps">
      <h2 id="steps">{say('leaving.steps')}</h2>
      <ol className="consequences">
        {steps.map(({ step, state, at }) => (
          <li key={step}>
            {say(words[step])} <Badge tone={TONES[state]}>{say(`leaving.step.${state}`)}</Badge>{' '}
            {at !== null && (
              <span className="small soft">
                <Moment at={at} withTime />
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The run that moves the records, where there is one. */
export function MovedRecords({ run }: { readonly run: string | null }) {
  const say = useSay();
  return (
    <section className="card stack" aria-labelledby="outcome">
      <h2 id="outcome">{say('hand-overs.title')}</h2>
      {run === null ? <p className="soft">{say('leaving.preview.none')}</p> : <RunDetails id={run} />}
    </section>
  );
}

/** The report to be saved once it is final, with the hash that the sealed log has. */
export function Proof({
  proof,
  file,
  pdf,
}: {
  readonly proof: { readonly report: object; readonly hash: string | null };
  /** The name of the file, without its ending. */
  readonly file: string;
  readonly pdf: () => Promise<Blob>;
}) {
  const say = useSay();
  const { hash } = proof;
  const save = () =>
    saveFile(`${file}.json`, new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }));
  return (
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
            <PdfButton name={`${file}.pdf`} fetchIt={pdf} />
            <CopyButton text={hash} label={say('leaving.report.copy')} />
          </div>
        </>
      )}
    </section>
  );
}

/** Where to go from here. */
export function WaysOn({ run }: { readonly run: string | null }) {
  const say = useSay();
  return (
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
  );
}
