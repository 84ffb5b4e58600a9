import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay, useMe } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { licensesQuery } from '../people/people-queries.js';

export function HomePage() {
  const say = useSay();
  const { user } = useMe();
  const may = useMay();
  return (
    <>
      <PageHead title={say('home.welcome', { name: user.firstName })} />
      {may('licenses.read') && <Seats />}
    </>
  );
}

/** Held and free are purchased: a sum that adds up, by product. */
function Seats() {
  const say = useSay();
  const { data, error, refetch } = useQuery(licensesQuery);
  return (
    <section className="card" aria-labelledby="seats">
      <h2 id="seats">{say('home.seats')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data?.items.length === 0 && <p className="soft">{say('home.seats.none')}</p>}
      {data && data.items.length > 0 && (
        <table className="plain-table numbers">
          <thead>
            <tr>
              <th scope="col">{say('home.seats.product')}</th>
              <th scope="col">{say('home.seats.purchased')}</th>
              <th scope="col">{say('home.seats.held')}</th>
              <th scope="col">{say('home.seats.free')}</th>
              <th scope="col">{say('home.seats.waiting')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(({ product, purchased, used, free, waiting }) => (
              <tr key={product}>
                <th scope="row">
                  <Link to="/licences" search={{ product }}>
                    {product}
                  </Link>
                </th>
                <td>{purchased}</td>
                <td>{used}</td>
                <td>{free}</td>
                <td>{waiting}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
