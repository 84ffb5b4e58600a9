import './usage-chart.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { FormattedNumber, useIntl } from 'react-intl';
import { useMe } from '../../api/me.js';
import { dayOf, daysAfter } from '../../design/days.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { useSay } from '../../words/words.js';
import { usageQuery } from './licence-queries.js';
import { SPANS } from './licence-search.js';
import { changedDays, stepsOf } from './usage-steps.js';

const route = getRouteApi('/app/licences');

/** Seats over time, from the ledger: drawn in steps, and told beside it for who does not see the picture. */
export function UsageChart({ product }: { readonly product: string }) {
  const say = useSay();
  const { formatDate } = useIntl();
  const { timeZone } = useMe().account;
  const { days = 30, at } = route.useSearch();
  const to = at ?? dayOf(new Date(), timeZone);
  const { data, error, refetch } = useQuery(usageQuery(product, daysAfter(to, 1 - days), to));
  const date = (day: string) => formatDate(`${day}T12:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });
  const items = data?.items ?? [];
  const { top, days: width, ...steps } = stepsOf(items);
  const [first, last] = [items[0], items.at(-1)];
  const changed = changedDays(items);
  return (
    <section className="card" aria-labelledby="over-time">
      <div className="row chart-head">
        <h2 id="over-time" className="spread">
          {say('licences.chart')}
        </h2>
        <Tabs label={say('licences.chart.span')} look="small" current={String(days)}>
          {SPANS.map((span) => (
            <Link
              key={span}
              to="/licences"
              search={(before) => ({ ...before, days: span })}
              replace
              resetScroll={false}
              {...tabProps(span === days)}
            >
              {say('licences.chart.days', { days: span })}
            </Link>
          ))}
        </Tabs>
      </div>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {data && first && last && (
        <>
          <ul className="legend small">
            <li className="legend-purchased">{say('licences.chart.purchased')}</li>
            <li>{say('licences.chart.used')}</li>
          </ul>
          <div className="chart">
            <div className="chart-scale small soft numbers" aria-hidden="true">
              <span>
                <FormattedNumber value={top} />
              </span>
              {top > 1 && (
                <span>
                  <FormattedNumber value={top / 2} />
                </span>
              )}
              <span>0</span>
            </div>
            <svg
              className="chart-picture"
              viewBox={`0 0 ${width} ${top}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={say('licences.chart.told', {
                from: date(first.day),
                to: date(last.day),
                firstPurchased: first.purchased,
                firstUsed: first.used,
                purchased: last.purchased,
                used: last.used,
                peak: data.peak,
              })}
            >
              <path className="chart-grid" d={`M0 ${top / 2}H${width}M0 0H${width}M0 ${top}H${width}`} />
              <path className="chart-area" d={steps.usedArea} />
              <path className="chart-used" d={steps.used} />
              <path className="chart-purchased" d={steps.purchased} />
            </svg>
            <div className="chart-days small soft" aria-hidden="true">
              <span>{date(first.day)}</span>
              <span>{date(last.day)}</span>
            </div>
          </div>
          <details className="chart-table">
            <summary>{say('licences.chart.table', { count: changed.length })}</summary>
            {changed.length > 0 && (
              <table className="plain-table numbers">
                <thead>
                  <tr>
                    <th scope="col">{say('licences.chart.day')}</th>
                    <th scope="col">{say('licences.chart.purchased')}</th>
                    <th scope="col">{say('licences.chart.end')}</th>
                    <th scope="col">{say('licences.chart.peak')}</th>
                    <th scope="col">{say('licences.chart.claimed')}</th>
                    <th scope="col">{say('licences.chart.freed')}</th>
                  </tr>
                </thead>
                <tbody>
                  {changed.map((item) => (
                    <tr key={item.day}>
                      <th scope="row">
                        <Link to="/licences" search={{ product, view: 'holders', at: item.day }}>
                          {date(item.day)}
                        </Link>
                      </th>
                      {[item.purchased, item.used, item.peak, item.claimed, item.freed].map((number, n) => (
                        <td key={n}>
                          <FormattedNumber value={number} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </details>
        </>
      )}
    </section>
  );
}
