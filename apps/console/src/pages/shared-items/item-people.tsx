import { useInfiniteQuery } from '@tanstack/react-query';
import { Dialog } from '../../design/dialogs.js';
import { PagedList } from '../../design/paged-list.js';
import { useSay } from '../../words/words.js';
import { NamedPerson } from '../people/named-person.js';
import { audienceQuery, type SharedItem } from './shared-item-queries.js';
import { Sources } from './sources.js';

/** Who has a thing, and why. */
export function ItemPeople({ item, onClose }: { readonly item: SharedItem; readonly onClose: () => void }) {
  const say = useSay();
  const list = useInfiniteQuery(audienceQuery(item.id));
  const people = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Dialog title={say('shared-items.who.of', { name: item.name })} isOpen onClose={onClose} look="wide">
      <PagedList list={list} lines={4}>
        {list.data && people.length === 0 && <p className="soft">{say('shared-items.who.none')}</p>}
        <ul className="shared-people">
          {people.map(({ userId, via, override, ...named }) => (
            <li key={userId} className="row">
              <span className="spread">
                <NamedPerson id={userId} person={{ id: userId, ...named }} />
              </span>
              <Sources via={via} override={override} />
            </li>
          ))}
        </ul>
      </PagedList>
    </Dialog>
  );
}
