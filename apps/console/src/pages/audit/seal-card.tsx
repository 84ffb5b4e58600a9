import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '../../design/copying.js';
import { TextField } from '../../design/fields.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { sealQuery } from './audit-queries.js';

/** How far the log is sealed, and the hash that is kept elsewhere to find out whether it was touched. */
export function SealCard() {
  const say = useSay();
  const { data, error, refetch } = useQuery(sealQuery);
  return (
    <section className="card stack" aria-labelledby="seal">
      <h2 id="seal">{say('audit.seal')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && (
        <>
          <p>
            {say('audit.seal.state', { entries: data.entries, waiting: data.waiting })}{' '}
            {data.sealedAt !== null && (
              <span className="soft">
                {say('audit.seal.last', { number: data.number })} <Moment at={data.sealedAt} withTime />.
              </span>
            )}
          </p>
          {data.hash !== null && (
            <>
              <TextField
                label={say('audit.seal.hash')}
                hint={say('audit.seal.means')}
                value={data.hash}
                isReadOnly
                mono
              />
              <div className="row">
                <CopyButton text={data.hash} />
              </div>
            </>
          )}
        </>
      )}
    </section>
  );
}
