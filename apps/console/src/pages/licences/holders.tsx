import '../../design/line-table.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay, useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { dayOf, endOfDay, isDay } from '../../design/days.js';
import { TextField } from '../../design/fields.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { Badge, Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { usePeopleById } from '../people/people-names.js';
import { NamedPerson } from '../people/named-person.js';
import { StatusBadge } from '../people/person-cell.js';
import { HolderWhy } from './holder-why.js';
import { type Licence, seatsQuery, usageQuery } from './licence-queries.js';

const route = getRouteApi('/app/licences');

/** Who holds each seat, since when and why; on any day. */
export function Holders({ licence }: { readonly licence: Licence }) {
  const say = useSay();
  const may = useMay();
  const { timeZone } = useMe().account;
  const { at } = route.useSearch();
  const navigate = route.useNavigate();
  const today = dayOf(new Date(), timeZone);
  // Of today the seats themselves tell, not the ledger.
  const day = at !== undefined && at < today ? at : undefined;
  const { product } = licence;
  const seats = useInfiniteQuery(
    seatsQuery(product, day === undefined ? undefined : endOfDay(day, timeZone)),
  );
  const items = seats.data?.pages.flatMap((page) => page.items) ?? [];
  const people = usePeopleById(items.map(({ userId }) => userId));
  const choose = (value: string) =>
    void navigate({
      search: ({ at: _before, ...rest }) => (isDay(value) && value < today ? { ...rest, at: value } : rest),
    });
  return (
    <section className="card stack" aria-label={say('licences.view.holders')}>
      <div className="row">
        <TextField
          label={say('licences.asOf')}
          type="date"
          max={today}
          value={day ?? today}
          onChange={choose}
        />
        {day !== undefined && (
          <Button look="quiet" onPress={() => choose(today)}>
            {say('licences.asOf.today')}
          </Button>
        )}
      </div>
      {day !== undefined && <OnDay product={product} day={day} />}
      {!may('users.read') && (
        <Note tone="info">
          <p>{say('licences.holders.unseen')}</p>
        </Note>
      )}
      <PagedList list={seats} lines={8}>
        {seats.data && items.length === 0 && <p className="soft">{say('licences.holders.none')}</p>}
        {items.length > 0 && (
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{say('licences.holders.who')}</th>
                <th scope="col">{say('licences.holders.why')}</th>
                <th scope="col">{say('licences.holders.since')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, userId, since, suspendedSince }) => {
                const person = people.get(userId);
                return (
                  <tr key={id}>
                    <th scope="row">
                      <NamedPerson id={userId} person={person} />
                    </th>
                    <td>
                      {person && (
                        <span className="row">
                          <StatusBadge status={person.status} />
                          {suspendedSince !== undefined && (
                            <Badge tone="bad">{say('people.seatSuspended')}</Badge>
                          )}
                          <span className="soft small">
                            <HolderWhy person={person} isThen={day !== undefined} />
                          </span>
                        </span>
                      )}
                    </td>
                    <td className="when">
                      <span className="only-narrow soft">{say('licences.holders.since')} </span>
                      <Moment at={since} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </PagedList>
    </section>
  );
}

/** The sum of that day, from the ledger. */
function OnDay({ product, day }: { readonly product: string; readonly day: string }) {
  const say = useSay();
  const { data } = useQuery(usageQuery(product, day, day));
  const then = data?.items[0];
  if (!then) return null;
  const { purchased, used } = then;
  return (
    <p className="numbers">
      {used > purchased
        ? say('licences.asOf.over', { purchased, used, over: used - purchased })
        : say('licences.asOf.sum', { purchased, used, free: purchased - used })}
    </p>
  );
}
