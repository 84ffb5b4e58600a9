import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay, useMe } from '../../api/me.js';
import { dayOf, daysAfter, isDay } from '../../design/days.js';
import { TextField } from '../../design/fields.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { forecastLines } from './forecast-lines.js';
import { forecastQuery, type Licence } from './licence-queries.js';

const route = getRouteApi('/app/licences');
/** Where nothing is booked and nothing renews, so far ahead. */
const USUAL_DAYS = 90;

const TONES = { 'too-large': 'bad', fits: 'good', 'too-small': 'warn' } as const satisfies Record<
  string,
  Tone
>;

/** What will be at the end of a day to come, and whether what is booked fits it. */
export function Forecast({ licence }: { readonly licence: Licence }) {
  const say = useSay();
  const may = useMay();
  const { timeZone } = useMe().account;
  const { until } = route.useSearch();
  const navigate = route.useNavigate();
  const { product, scheduled, renewsAt } = licence;
  const today = dayOf(new Date(), timeZone);
  const known = [...scheduled.map(({ effectiveAt }) => effectiveAt), ...(renewsAt ? [renewsAt] : [])];
  const usual =
    known
      .map((moment) => dayOf(moment, timeZone))
      .sort()
      .at(-1) ?? daysAfter(today, USUAL_DAYS);
  const day = until !== undefined && until >= today ? until : usual;
  const { data, error, refetch } = useQuery(forecastQuery(product, day));
  const choose = (value: string) =>
    isDay(value) &&
    void navigate({ search: (before) => ({ ...before, until: value }), replace: true, resetScroll: false });
  return (
    <section className="card stack" aria-labelledby="forecast">
      <h2 id="forecast">{say('licences.forecast')}</h2>
      <div className="narrow-field">
        <TextField
          label={say('licences.forecast.at')}
          type="date"
          min={today}
          value={day}
          onChange={choose}
        />
      </div>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && (
        <>
          <table className="plain-table numbers">
            <thead>
              <tr>
                <th scope="col">
                  <span className="only-read">{say('licences.forecast')}</span>
                </th>
                <th scope="col">{say('licences.sum.purchased')}</th>
                <th scope="col">{say('licences.sum.held')}</th>
                <th scope="col">{say('licences.sum.free')}</th>
              </tr>
            </thead>
            <tbody>
              {(['now', 'then'] as const).map((moment) => (
                <tr key={moment}>
                  <th scope="row">{say(`licences.forecast.${moment}`)}</th>
                  <td>{data[moment].purchased}</td>
                  <td>{data[moment].used}</td>
                  <td>{data[moment].purchased - data[moment].used}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {data.changes.length === 0 && <p className="soft">{say('licences.forecast.none')}</p>}
          <ul className="stack-small">
            {forecastLines(data).map((line, n) => (
              <li key={n} className="row">
                <Moment at={line.at} />
                <span className="numbers">{say(line.what, { seats: line.seats })}</span>
                <Badge tone={TONES[line.verdict]}>
                  {say(line.verdictWords, { back: line.back, more: line.more })}
                </Badge>
              </li>
            ))}
          </ul>
          {data.staying.invitationsOver + data.staying.bansOver > 0 && (
            <p className="small soft">
              {say('licences.forecast.staying', {
                invitations: data.staying.invitationsOver,
                bans: data.staying.bansOver,
              })}
            </p>
          )}
          <p className="small soft">
            {say(may('users.deactivate') ? 'licences.forecast.text' : 'licences.forecast.unplanned')}
          </p>
        </>
      )}
    </section>
  );
}
