import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Answer } from '@seatkeeper/client';
import { PagedList } from '../../design/paged-list.js';
import { Badge, Empty } from '../../design/states.js';
import { useSay } from '../../words/words.js';

type Records = UseInfiniteQueryResult<InfiniteData<Answer<'/v1/records', 'get'>>>;

/** What somebody owns in connected systems; `none` says so where that is nothing. */
export function RecordList({ list, none }: { readonly list: Records; readonly none: string }) {
  const say = useSay();
  const records = list.data?.pages.flatMap(({ items }) => items);
  const total = list.data?.pages[0]?.total;
  if (records?.length === 0) return <Empty title={say('person.records.none')}>{none}</Empty>;
  return (
    <section className="card" aria-labelledby="records">
      <div className="card-head">
        <h2 id="records">
          {total === undefined ? say('person.part.records') : say('person.records.count', { count: total })}
        </h2>
      </div>
      <PagedList list={list} lines={4}>
        <ul className="person-list">
          {records?.map(({ type, externalId, title, closed, tags }) => (
            <li key={`${type} ${externalId}`} className="row">
              <span className="spread stack-small">
                <span>{title}</span>
                <span className="soft small">
                  {type} · <code>{externalId}</code>
                  {tags.length > 0 && ` · ${tags.join(', ')}`}
                </span>
              </span>
              <Badge tone={closed ? 'neutral' : 'info'}>
                {say(closed ? 'person.record.closed' : 'person.record.open')}
              </Badge>
            </li>
          ))}
        </ul>
      </PagedList>
    </section>
  );
}
