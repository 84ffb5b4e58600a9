import { getRouteApi, Link } from '@tanstack/react-router';
import { fullName } from '../../design/full-name.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { RunDetails } from '../hand-overs/run-details.js';
import { usePeopleById } from '../people/people-names.js';
import type { Person } from '../people/person-acts.js';
import { Report } from './report.js';

const route = getRouteApi('/app/leaving');

/** What was done, and what still goes on. */
export function Outcome({ person }: { readonly person: Person }) {
  const say = useSay();
  const { how = 'offboard', seats = 0, run, to } = route.useSearch();
  const people = usePeopleById(to === undefined ? [] : [to]);
  const successor = people.get(to ?? '');
  const name = fullName(person);
  if (how === 'offboard')
    return (
      <div className="stack">
        <Report person={person} />
      </div>
    );
  return (
    <div className="stack">
      <Note tone="good">
        <p>{say('leaving.replace.done', { name, by: successor ? fullName(successor) : '–', seats })}</p>
      </Note>
      <section className="card stack" aria-labelledby="outcome">
        <h2 id="outcome">{say('hand-overs.title')}</h2>
        {run === undefined ? <p className="soft">{say('leaving.preview.none')}</p> : <RunDetails id={run} />}
      </section>
      <div className="row">
        <Link to="/people" className="button">
          {say('leaving.people')}
        </Link>
        {run !== undefined && (
          <Link to="/hand-overs" search={{ run }} className="button">
            {say('leaving.handOvers')}
          </Link>
        )}
      </div>
    </div>
  );
}
