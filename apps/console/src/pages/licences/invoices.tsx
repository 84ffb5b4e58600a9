import '../../design/line-table.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMoney } from '../../design/amount.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { PdfButton } from '../../design/pdf-button.js';
import { Badge, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { invoicesQuery, type ListedInvoice } from './licence-queries.js';
import { PayInvoice } from './pay-invoice.js';

const TONES: Readonly<Record<ListedInvoice['status'], Tone>> = { open: 'info', overdue: 'bad', paid: 'good' };

/** What was invoiced for orders of the account, and each invoice as a document. */
export function Invoices() {
  const say = useSay();
  const money = useMoney();
  const list = useInfiniteQuery(invoicesQuery);
  const invoices = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const fileOf = (id: string) =>
    api.file('/v1/invoices/{id}', { params: { path: { id }, query: { format: 'pdf' } } });
  return (
    <section className="card stack" aria-labelledby="invoices">
      <h2 id="invoices">{say('licences.invoices')}</h2>
      <PagedList list={list} lines={3}>
        {list.data && invoices.length === 0 && <p className="soft">{say('licences.invoices.none')}</p>}
        {invoices.length > 0 && (
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{say('licences.invoices.number')}</th>
                <th scope="col">{say('licences.orders.status')}</th>
                <th scope="col" className="number">
                  {say('licences.quote.total')}
                </th>
                <th scope="col">{say('licences.invoices.due')}</th>
                <th scope="col">{say('licences.invoices.acts')}</th>
              </tr>
            </thead>
            <tbody>
              {invoices.map((invoice) => (
                <tr key={invoice.id}>
                  <th scope="row">{invoice.number}</th>
                  <td>
                    <Badge tone={TONES[invoice.status]}>{say(`licences.invoices.${invoice.status}`)}</Badge>
                  </td>
                  <td className="number">{money(invoice.grossMinor, invoice.currency)}</td>
                  <td className="when soft">
                    <Moment at={invoice.dueAt} />
                  </td>
                  <td>
                    <div className="row">
                      {invoice.status !== 'paid' && <PayInvoice invoice={invoice} />}
                      <PdfButton
                        name={`${invoice.number}.pdf`}
                        label={say('licences.invoices.pdf', { number: invoice.number })}
                        fetchIt={() => fileOf(invoice.id)}
                      />
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </PagedList>
    </section>
  );
}
