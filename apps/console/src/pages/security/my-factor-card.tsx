import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Note, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { type FactorAct, FactorDialog } from './factor-dialog.js';
import { myFactorsQuery } from './security-queries.js';

/** Codes in reserve below this are few. */
const FEW_CODES = 3;

/** The own second factor: added, replaced, removed, and its recovery codes made anew. */
export function MyFactorCard() {
  const say = useSay();
  const [act, setAct] = useState<FactorAct | null>(null);
  const { data, error, refetch } = useQuery(myFactorsQuery);
  const factor = data?.items[0];
  return (
    <section className="card" aria-labelledby="factor">
      <div className="card-head">
        <h2 id="factor">{say('person.factor')}</h2>
        {data && (
          <Badge tone={factor ? 'good' : data.required ? 'warn' : 'neutral'}>
            {say(factor ? 'person.factor.there' : 'person.factor.none')}
          </Badge>
        )}
      </div>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data && !factor && (
        <div className="stack">
          <p className="soft">{say('security.factor.text')}</p>
          <div className="row">
            <Button look="main" onPress={() => setAct('add')}>
              {say('security.factor.add')}
            </Button>
          </div>
        </div>
      )}
      {factor && (
        <div className="stack">
          <p className="soft">
            {say('security.factor.app')} {say('person.factor.since')} <Moment at={factor.addedAt} /> ·{' '}
            {say('person.factor.codes', { count: factor.recoveryCodesLeft })}
          </p>
          {factor.recoveryCodesLeft < FEW_CODES && (
            <Note tone="warn">
              <p>{say('security.factor.fewCodes')}</p>
            </Note>
          )}
          <div className="row">
            <Button onPress={() => setAct('codes')}>{say('security.factor.codes')}</Button>
            <Button onPress={() => setAct('replace')}>{say('security.factor.replace')}</Button>
            <Button
              look={data?.required ? 'plain' : 'danger'}
              refusal={data?.required ? say('security.factor.demanded') : null}
              onPress={() => setAct('remove')}
            >
              {say('security.factor.remove')}
            </Button>
          </div>
        </div>
      )}
      {act && <FactorDialog act={act} hasFactor={factor !== undefined} onClose={() => setAct(null)} />}
    </section>
  );
}
