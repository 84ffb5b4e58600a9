import './sum.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedNumber } from 'react-intl';
import { useMay } from '../../api/me.js';
import { useSay } from '../../words/words.js';
import type { PeopleSearch } from '../people/people-search.js';
import { whyQuery } from '../seats/why.js';
import type { Licence } from './licence-queries.js';
import { seatTerms } from './seat-terms.js';

/** One sum that adds up, each term of people a way to exactly those. */
export function SumTerms({ licence }: { readonly licence: Licence }) {
  const say = useSay();
  const may = useMay();
  const { product } = licence;
  // The counts of both sides from one answer: those of the list may be older.
  const why = useQuery(whyQuery(product, 'invite', 1));
  const { by, held, free, over, purchased } = seatTerms(why.data ?? licence, why.data?.holders ?? null);
  const people = (status: string): PeopleSearch => ({ product, status, type: 'standard' });
  return (
    <ul className="sum">
      {by && (
        <>
          <Term name={say('licences.sum.active')} search={people('active')} count={by.active} sign="+" />
          <Term name={say('licences.sum.invited')} search={people('invited')} count={by.invited} sign="+" />
          <Term
            name={say('licences.sum.banned')}
            search={people('banned')}
            count={by.banned}
            sign={by.changing === 0 ? '=' : by.changing > 0 ? '+' : '−'}
          />
          {by.changing !== 0 && (
            <Term name={say('licences.sum.changing')} count={Math.abs(by.changing)} sign="=" />
          )}
        </>
      )}
      <Term
        name={say('licences.sum.held')}
        {...(may('users.read') && { search: people('active,invited,banned') })}
        count={held}
        sign={over > 0 ? '−' : '+'}
        isMain
      />
      {over > 0 ? (
        <Term name={say('licences.sum.over')} count={over} tone="bad" sign="=" />
      ) : (
        <Term name={say('licences.sum.free')} count={free} tone={free === 0 ? 'bad' : 'good'} sign="=" />
      )}
      <Term name={say('licences.sum.purchased')} count={purchased} isMain />
    </ul>
  );
}

interface TermProps {
  readonly name: string;
  readonly count: number;
  /** What stands between it and the next one. */
  readonly sign?: string;
  readonly search?: PeopleSearch;
  readonly isMain?: boolean;
  readonly tone?: 'good' | 'bad';
}

function Term({ name, count, sign, search, isMain, tone }: TermProps) {
  const number = <FormattedNumber value={count} />;
  return (
    <li className={`term${isMain ? ' term-main' : ''}${tone ? ` term-${tone}` : ''}`}>
      <span className="small soft">{name}</span>
      <span className="term-number">
        {search ? (
          <Link to="/people" search={search} aria-label={`${name}: ${count}`}>
            {number}
          </Link>
        ) : (
          number
        )}
      </span>
      {sign !== undefined && (
        <span className="sign" aria-hidden="true">
          {sign}
        </span>
      )}
    </li>
  );
}
