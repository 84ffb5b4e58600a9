import './buying.css';
import { useIntl } from 'react-intl';
import { useMoney } from '../../design/amount.js';
import { Moment } from '../../design/moments.js';
import { useSay } from '../../words/words.js';
import { useProductName } from './product-names.js';
import { type Order, type QuoteLine, rateOf, whatOf, whyOf } from './quote-words.js';

/** Lines that add up to the total: what is charged, and what is credited. */
export function Quote({ order }: { readonly order: Order }) {
  const say = useSay();
  const { formatNumber } = useIntl();
  const money = useMoney();
  const { currency, lines, netMinor, taxMinor, grossMinor } = order;
  const rate = formatNumber(rateOf(order), { style: 'percent', maximumFractionDigits: 2 });
  return (
    <table className="quote">
      <thead className="only-read">
        <tr>
          <th scope="col">{say('licences.quote.what')}</th>
          <th scope="col">{say('licences.quote.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at}>
            <th scope="row">
              <Line line={line} order={order} />
            </th>
            <td>{money(line.amountMinor, currency)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('licences.quote.net')}</th>
          <td>{money(netMinor, currency)}</td>
        </tr>
        <tr>
          <th scope="row">{say('licences.quote.tax', { rate })}</th>
          <td>{money(taxMinor, currency)}</td>
        </tr>
        <tr className="quote-total">
          <th scope="row">{say('licences.quote.total')}</th>
          <td>{money(grossMinor, currency)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Line({ line, order }: { readonly line: QuoteLine; readonly order: Order }) {
  const say = useSay();
  const money = useMoney();
  const nameOf = useProductName();
  const what = whatOf(line);
  return (
    <>
      <span>
        {nameOf(line.product)} · {say(what.id, what.values)}
      </span>
      <span className="small soft quote-why">
        {line.unitMinor !== undefined &&
          `${say(`licences.quote.each.${order.period}`, { price: money(line.unitMinor, order.currency) })} · `}
        {say(whyOf(line))} <Moment at={line.to} />
      </span>
    </>
  );
}
