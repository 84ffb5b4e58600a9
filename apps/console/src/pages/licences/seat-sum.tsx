import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedNumber } from 'react-intl';
import { useMay } from '../../api/me.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { PeopleSearch } from '../people/people-search.js';
import { whyQuery } from '../seats/why.js';
import type { Licence } from './licence-queries.js';
import { usePlanName, useProductName } from './product-names.js';
import { Renewal } from './renewal.js';
import { SavedCard } from './saved-card.js';
import { seatTerms } from './seat-terms.js';

/** One sum that adds up, each term of people a way to exactly those. */
export function SeatSum({ licence }: { readonly licence: Licence }) {
  const say = useSay();
  const may = useMay();
  const nameOf = useProductName();
  const planOf = usePlanName();
  const { product, waiting, level, plan, graceEndsAt, afterGrace, suspended = 0, overage = 0 } = licence;
  // The counts of both sides from one answer: those of the list may be older.
  const why = useQuery(whyQuery(product, 'invite', 1));
  const { by, held, free, over, purchased } = seatTerms(why.data ?? licence, why.data?.holders ?? null);
  const people = (status: string): PeopleSearch => ({ product, status, type: 'standard' });
  return (
    <section className="card" aria-labelledby="sum">
      <div className="row sum-head">
        <h2 id="sum" className="spread">
          {nameOf(product)}
        </h2>
        <Badge>{say('licences.plan', { plan: planOf(product, plan) })}</Badge>
        {over > 0 ? (
          <Badge tone="bad">{say('licences.level.over')}</Badge>
        ) : (
          level !== undefined &&
          level !== 'fine' && (
            <Badge tone={level === 'exhausted' ? 'bad' : 'warn'}>{say(`licences.level.${level}`)}</Badge>
          )
        )}
      </div>
      {why.error && <ProblemNote error={why.error} onRetry={() => void why.refetch()} />}
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
