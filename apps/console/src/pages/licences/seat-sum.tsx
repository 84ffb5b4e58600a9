import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { whyQuery } from '../seats/why.js';
import type { Licence } from './licence-queries.js';
import { usePlanName, useProductName } from './product-names.js';
import { Renewal } from './renewal.js';
import { SavedCard } from './saved-card.js';
import { LevelBadge } from './level-badge.js';
import { seatTerms } from './seat-terms.js';
import { SumTerms } from './sum-terms.js';

/** How the seats of a product stand, and what follows from that. */
export function SeatSum({ licence }: { readonly licence: Licence }) {
  const say = useSay();
  const may = useMay();
  const nameOf = useProductName();
  const planOf = usePlanName();
  const { product, waiting, plan, graceEndsAt, afterGrace, suspended = 0, overage = 0 } = licence;
  const why = useQuery(whyQuery(product, 'invite', 1));
  const { over } = seatTerms(why.data ?? licence, null);
  return (
    <section className="card" aria-labelledby="sum">
      <div className="row sum-head">
        <h2 id="sum" className="spread">
          {nameOf(product)}
        </h2>
        <Badge>{say('licences.plan', { plan: planOf(product, plan) })}</Badge>
        <LevelBadge licence={licence} over={over} />
      </div>
      {why.error && <ProblemNote error={why.error} onRetry={() => void why.refetch()} />}
      <SumTerms licence={licence} />
      <p className="soft sum-foot">
        {waiting > 0 && may('users.read') ? (
          <Link to="/licences" search={{ product, view: 'waiting' }}>
            {say('licences.sum.waiting', { count: waiting })}
          </Link>
        ) : (
          say('licences.sum.waiting', { count: waiting })
        )}
      </p>
      <Renewal licence={licence} />
      <SavedCard />
      {why.data?.refusal?.code === 'payment-overdue' && (
        <Note tone="bad">
          <p>{say('licences.frozen')}</p>
        </Note>
      )}
      {overage > 0 && (
        <Note tone="warn">
          <p>{say('licences.beyond', { count: overage })}</p>
        </Note>
      )}
      {over > 0 && (
        <Note tone="bad">
          <p>{say('licences.over.text', { count: over })}</p>
          {graceEndsAt !== undefined && (
            <p>
              {say(isPast(graceEndsAt) ? 'licences.over.late' : 'licences.over.until')}{' '}
              <Moment at={graceEndsAt} />
            </p>
          )}
          {suspended > 0 ? (
            <p>{say('licences.over.out', { count: suspended })}</p>
          ) : (
            afterGrace === 'suspend-newest' && <p>{say('licences.over.willBeOut', { count: over })}</p>
          )}
        </Note>
      )}
    </section>
  );
}

const isPast = (at: string): boolean => Date.parse(at) <= Date.now();
