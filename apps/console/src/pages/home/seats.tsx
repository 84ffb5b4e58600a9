import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { LevelBadge } from '../licences/level-badge.js';
import type { Licence } from '../licences/licence-queries.js';
import { useProductName } from '../licences/product-names.js';
import { SumTerms } from '../licences/sum-terms.js';
import { licensesQuery } from '../people/people-queries.js';

/** The seats of each product as one sum, and what is booked to change it. */
export function Seats() {
  const say = useSay();
  const { data, error, refetch } = useQuery(licensesQuery);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <section className="card" aria-label={say('home.seats')}>
        <Skeleton />
      </section>
    );
  if (data.items.length === 0)
    return (
      <section className="card" aria-labelledby="seats">
        <h2 id="seats">{say('home.seats')}</h2>
        <p className="soft">{say('home.seats.none')}</p>
      </section>
    );
  return data.items.map((licence) => <ProductSeats key={licence.product} licence={licence} />);
}

function ProductSeats({ licence }: { readonly licence: Licence }) {
  const id = useId();
  const say = useSay();
  const nameOf = useProductName();
  const { product, overAllocated, scheduled, renewsAt, renews } = licence;
  return (
    <section className="card" aria-labelledby={id}>
      <div className="row sum-head">
        <h2 id={id} className="spread">
          <Link to="/licences" search={{ product }}>
            {nameOf(product)}
          </Link>
        </h2>
        <LevelBadge licence={licence} over={overAllocated} />
      </div>
      <SumTerms licence={licence} />
      {(scheduled.length > 0 || renewsAt !== undefined) && (
        <ul className="soft small home-booked">
          {scheduled.map(({ reductionId, seats, effectiveAt }) => (
            <li key={reductionId}>
              {say('home.seats.booked', { seats })} <Moment at={effectiveAt} />
            </li>
          ))}
          {renewsAt !== undefined && (
            <li>
              {say(renews === false ? 'home.seats.ends' : 'home.seats.renews')} <Moment at={renewsAt} />
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
