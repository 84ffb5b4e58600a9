import '../../design/line-table.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { useSay } from '../../words/words.js';
import { nameIn, usePeopleById } from '../people/people-names.js';
import { type LedgerLine, orderOf, peopleIn, tellActor, tellLine } from './ledger-words.js';
import { ledgerQuery } from './licence-queries.js';

/** Every change of the seats with its cause, in words. */
export function Ledger({ product }: { readonly product: string }) {
  const say = useSay();
  const ledger = useInfiniteQuery(ledgerQuery(product));
  const lines = ledger.data?.pages.flatMap(({ items }) => items) ?? [];
  const people = usePeopleById(peopleIn(lines));
  const nameOf = (id: string | undefined) =>
    id === undefined ? say('licences.actor.nobody') : nameIn(people, id);
  return (
    <section className="card stack" aria-label={say('licences.view.ledger')}>
      <PagedList list={ledger} lines={8}>
        {ledger.data && lines.length === 0 && <p className="soft">{say('licences.ledger.none')}</p>}
        {lines.length > 0 && (
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{say('licences.ledger.what')}</th>
                <th scope="col">{say('licences.ledger.by')}</th>
                <th scope="col" className="number">
                  {say('licences.sum.purchased')}
                </th>
                <th scope="col" className="number">
                  {say('licences.sum.held')}
                </th>
                <th scope="col">{say('licences.ledger.when')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={line.id} line={line} nameOf={nameOf} />
              ))}
            </tbody>
          </table>
        )}
      </PagedList>
    </section>
  );
}

function Line({
  line,
  nameOf,
}: {
  readonly line: LedgerLine;
  readonly nameOf: (id: string | undefined) => string;
}) {
  const say = useSay();
  const { formatNumber } = useIntl();
  const signed = (change: number) => (change === 0 ? '' : formatNumber(change, { signDisplay: 'always' }));
  const [what, who] = [tellLine(line, nameOf), tellActor(line.cause.actor, nameOf)];
  const order = orderOf(line);
  return (
    <tr>
      <th scope="row">
        {order === null ? (
          say(what.id, what.values)
        ) : (
          <Link to="/licences" search={{ product: line.product, view: 'orders', do: 'buy', order }}>
            {say(what.id, what.values)}
          </Link>
        )}
      </th>
      <td className="soft">{say(who.id, who.values)}</td>
      <td className="number">
        <Change label={say('licences.sum.purchased')} said={signed(line.purchased)} />
      </td>
      <td className="number">
        <Change label={say('licences.sum.held')} said={signed(line.used)} />
      </td>
      <td className="when soft">
        <Moment at={line.at} withTime />
      </td>
    </tr>
  );
}

/** On a phone the number says what it is of: the heads of the columns are not shown there. */
const Change = ({ label, said }: { readonly label: string; readonly said: string }) =>
  said === '' ? null : (
    <>
      {said}
      <span className="only-narrow soft small"> {label}</span>
    </>
  );
