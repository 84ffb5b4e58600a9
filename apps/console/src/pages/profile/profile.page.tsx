import '../person/person.css';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { home } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { byCursor, pageAt } from '../../api/pages.js';
import { fullName } from '../../design/full-name.js';
import { PageHead } from '../../design/page-head.js';
import { useSay } from '../../words/words.js';
import { useProductNames } from '../licences/product-names.js';
import { Detail } from '../people/person-details.js';
import { EmailChangeNote } from '../person/email-change-note.js';
import { RecordList } from '../person/record-list.js';

const PAGE = 50;

const ownRecordsQuery = infiniteQueryOptions({
  queryKey: ['records', 'of', 'me'],
  queryFn: ({ pageParam, signal }) =>
    home.get('/v1/me/records', { params: { query: pageAt(pageParam, PAGE) }, signal }),
  ...byCursor,
});

/** Who one is to the firm, and what one owns: also for who may see nobody else. */
export function ProfilePage() {
  const say = useSay();
  const { user } = useMe();
  const namesOf = useProductNames();
  const records = useInfiniteQuery(ownRecordsQuery);
  return (
    <>
      <PageHead title={say('shell.page.profile')}>{say('profile.about')}</PageHead>
      <div className="stack">
        <EmailChangeNote person={user} />
        <div className="person-columns">
          <section className="card" aria-labelledby="profile">
            <h2 id="profile">{fullName(user)}</h2>
            <dl className="details">
              <Detail name={say('people.column.username')}>{user.username}</Detail>
              <Detail name={say('people.field.email')}>{user.email}</Detail>
              <Detail name={say('people.column.title')}>{user.title}</Detail>
              <Detail name={say('people.field.phone')}>
                {[user.phones.office, user.phones.cell].filter(Boolean).join(' · ')}
              </Detail>
              <Detail name={say('people.column.office')}>{user.offices.join(', ')}</Detail>
              <Detail name={say('people.column.department')}>{user.department}</Detail>
              <Detail name={say('people.column.seniority')}>{user.seniority}</Detail>
              <Detail name={say('people.column.products')}>{namesOf(user.products)}</Detail>
            </dl>
          </section>
          <RecordList list={records} none={say('profile.records.none')} />
        </div>
      </div>
    </>
  );
}
