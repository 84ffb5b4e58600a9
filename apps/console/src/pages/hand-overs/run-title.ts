import { useSay } from '../../words/words.js';
import { nameIn } from '../people/people-names.js';
import type { Person } from '../people/person-acts.js';
import type { Run } from './runs.js';
import { receiversOf } from './run-words.js';

/** What a run does, in a sentence. */
export function useRunTitle(people: ReadonlyMap<string, Person>): (run: Run) => string {
  const say = useSay();
  return (run) => {
    const [first, ...others] = receiversOf(run);
    const to = first === undefined ? '–' : nameIn(people, first);
    const values = { from: nameIn(people, run.from), to, others: others.length };
    return say(run.undoes === null ? 'hand-overs.from-to' : 'hand-overs.back', values);
  };
}
