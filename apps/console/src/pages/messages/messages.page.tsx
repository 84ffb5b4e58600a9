import '../../design/line-table.css';
import './messages.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Moment } from '../../design/moments.js';
import { PageHead } from '../../design/page-head.js';
import { PagedList } from '../../design/paged-list.js';
import { SideSheet } from '../../design/side-sheet.js';
import { Badge, Empty } from '../../design/states.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { DELIVERY_TONES } from '../deliveries/delivery-states.js';
import { MessageTabs } from './message-tabs.js';
import { MessageDetails } from './message-details.js';
import { MessageFilters } from './message-filters.js';
import { messagesQuery } from './message-queries.js';
import { mailFilterOf } from './messages-search.js';
import { SendingPart } from './sending-part.js';
import { SuppressedAddresses } from './suppressed-addresses.js';

const route = getRouteApi('/app/messages');

/** Mails of the account: to whom, what became of each, and how they are sent. */
export function MessagesPage() {
  const say = useSay();
  const { part = 'mails' } = route.useSearch();
  return (
    <div className="messages">
      <PageHead title={say('messages.title')}>{say('messages.text')}</PageHead>
      <MessageTabs current={part === 'sending' ? 'sending' : 'sent'} />
      {part === 'sending' ? <SendingPart /> : <MailsPart />}
    </div>
  );
}

/** Every mail, and what became of it. */
function MailsPart() {
  const say = useSay();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isOpen = may('deliveries.read');
  const list = useInfiniteQuery({ ...messagesQuery(search), enabled: isOpen });
  const mails = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(mailFilterOf(search)).length > 0;
  return (
    <>
      <MissingPermission permission="deliveries.read" />
      {isOpen && (
        <>
          <SuppressedAddresses />
          <MessageFilters search={search} />
          <div className="split">
            <section className="card" aria-label={say('messages.title')}>
              <PagedList list={list} lines={8}>
                {list.data && mails.length === 0 && (
                  <Empty
                    icon="mail"
                    title={say(isFiltered ? 'messages.noneSuch' : 'messages.none')}
                    act={isFiltered && <Link to="/messages">{say('messages.filter.clear')}</Link>}
                  >
                    {say(isFiltered ? 'messages.noneSuch.text' : 'messages.none.text')}
                  </Empty>
                )}
                {mails.length > 0 && (
                  <table className="line-table">
                    <thead>
                      <tr>
                        <th scope="col">{say('messages.mail')}</th>
                        <th scope="col">{say('messages.to')}</th>
                        <th scope="col">{say('messages.filter.state')}</th>
                        <th scope="col">{say('messages.when')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {mails.map((mail) => (
                        <tr key={mail.id} className={mail.id === search.mail ? 'line-shown' : ''}>
                          <th scope="row">
                            <Link to="/messages" search={{ ...search, mail: mail.id }} resetScroll={false}>
                              {say(`person.mail.kind.${mail.kind}`)}
                            </Link>
                          </th>
                          <td>{mail.to ? mail.to.address : <span className="soft">–</span>}</td>
                          <td>
                            <Badge tone={DELIVERY_TONES[mail.state]}>
                              {say(`person.mail.${mail.state}`)}
                            </Badge>
                          </td>
                          <td className="when soft">
                            <Moment at={mail.createdAt} withTime />
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </PagedList>
            </section>
            {search.mail !== undefined && (
              <SideSheet
                key={search.mail}
                title={say('messages.mail')}
                onClose={() => void navigate({ search: mailFilterOf, resetScroll: false })}
              >
                <MessageDetails id={search.mail} />
              </SideSheet>
            )}
          </div>
        </>
      )}
    </>
  );
}
