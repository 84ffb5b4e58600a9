import '../trail/trail.css';
import { CopyButton } from '../../design/copying.js';
import { Icon } from '../../design/icons.js';
import { Moment } from '../../design/moments.js';
import { useSay } from '../../words/words.js';
import { usePeopleById } from '../people/people-names.js';
import { TrailFacts } from '../trail/trail-entries.js';
import type { AuditEntry } from './audit-queries.js';
import { peopleIn, saidOf } from './entry-parts.js';
import { EntrySentence } from './entry-sentence.js';

/** Entries as sentences: when, from where, what was before and after, by which request, and under which seal. */
export function AuditEntries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const say = useSay();
  const people = usePeopleById(peopleIn(entries));
  return (
    <ol className="trail">
      {entries.map((entry) => {
        const { id, at, address, requestId, seal } = entry;
        return (
          <li key={id} className="trail-entry">
            <p className="trail-sentence">
              <EntrySentence entry={entry} people={people} />
            </p>
            <p className="small soft audit-facts">
              <Moment at={at} withTime />
              {address !== null && <span>{say('audit.from.address', { address })}</span>}
              <span className="audit-seal">
                {seal !== null && <Icon name="check" />}
                {seal === null ? say('audit.unsealed') : say('audit.sealed', { number: seal })}
              </span>
              {requestId !== null && (
                <span className="audit-request">
                  <span className="mono">{say('shell.requestId', { id: requestId })}</span>
                  <CopyButton look="icon" text={requestId} label={say('audit.copyRequest')} />
                </span>
              )}
            </p>
            <TrailFacts entry={entry} said={saidOf(entry)} />
          </li>
        );
      })}
    </ol>
  );
}
