import './shared-items.css';
import '../../design/filters.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/me.js';
import { Button, IconButton } from '../../design/buttons.js';
import { EditAndDelete } from '../../design/edit-and-delete.js';
import { SearchBox } from '../../design/filters.js';
import { PagedList } from '../../design/paged-list.js';
import { Empty } from '../../design/states.js';
import { MissingPermission, useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { DeleteItem } from './delete-item.js';
import { useGroupWays } from './group-ways.js';
import { ItemDialog } from './item-dialog.js';
import { ItemPeople } from './item-people.js';
import { type SharedItem, sharedItemsQuery } from './shared-item-queries.js';

/** Things of other systems that people can be given, and which groups have them. */
export function SharedItemsPart() {
  const say = useSay();
  const isOpen = useMay()('users.read');
  const refusal = useWhyNot()('shared-items.manage');
  const [q, setQ] = useState('');
  const list = useInfiniteQuery({ ...sharedItemsQuery(q), enabled: isOpen });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [edited, setEdited] = useState<SharedItem | 'new' | null>(null);
  const [deleted, setDeleted] = useState<SharedItem | null>(null);
  const [shown, setShown] = useState<SharedItem | null>(null);
  if (!isOpen) return <MissingPermission permission="users.read" />;
  const add = (
    <Button look="main" refusal={refusal} onPress={() => setEdited('new')}>
      {say('shared-items.new')}
    </Button>
  );
  const isEmpty = list.data !== undefined && items.length === 0;
  return (
    <section className="card" aria-labelledby="shared-items">
      <div className="card-head">
        <h2 id="shared-items">{say('shared-items.title')}</h2>
        {(items.length > 0 || q !== '') && add}
      </div>
      <p className="soft organisation-text">{say('shared-items.text')}</p>
      {(items.length > 0 || q !== '') && (
        <div className="filters" role="search">
          <SearchBox label={say('shared-items.search')} q={q} onSearch={setQ} />
        </div>
      )}
      <PagedList list={list} lines={5}>
        {isEmpty &&
          (q === '' ? (
            <Empty icon="copy" title={say('shared-items.none')} act={add}>
              {say('shared-items.none.text')}
            </Empty>
          ) : (
            <Empty icon="search" title={say('shared-items.noneSuch', { q })} />
          ))}
        {items.length > 0 && (
          <ItemTable
            items={items}
            refusal={refusal}
            onShow={setShown}
            onEdit={setEdited}
            onDelete={setDeleted}
          />
        )}
      </PagedList>
      {edited && <ItemDialog item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {deleted && <DeleteItem item={deleted} onClose={() => setDeleted(null)} />}
      {shown && <ItemPeople item={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

interface TableProps {
  readonly items: readonly SharedItem[];
  readonly refusal: string | null;
  readonly onShow: (item: SharedItem) => void;
  readonly onEdit: (item: SharedItem) => void;
  readonly onDelete: (item: SharedItem) => void;
}

function ItemTable({ items, refusal, onShow, onEdit, onDelete }: TableProps) {
  const say = useSay();
  const { nameOf } = useGroupWays();
  return (
    <table className="line-table">
      <thead>
        <tr>
          <th scope="col">{say('shared-items.name')}</th>
          <th scope="col">{say('shared-items.kind')}</th>
          <th scope="col">{say('shared-items.groups')}</th>
          <th scope="col">
            <span className="only-read">{say('organisation.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <span className="stack-small">
                {item.name}
                <code className="soft small">{item.externalId}</code>
              </span>
            </th>
            <td>{item.kind}</td>
            <td>
              {item.groups.length > 0
                ? item.groups.map((id) => nameOf({ id })).join(', ')
                : say('shared-items.groups.none')}
            </td>
            <td className="acts-cell">
              <span className="row line-acts">
                <IconButton
                  icon="people"
                  label={say('shared-items.who.of', { name: item.name })}
                  onPress={() => onShow(item)}
                />
                <EditAndDelete
                  edit={{
                    label: say('shared-items.change.of', { name: item.name }),
                    onPress: () => onEdit(item),
                  }}
                  remove={{
                    label: say('shared-items.remove.of', { name: item.name }),
                    onPress: () => onDelete(item),
                  }}
                  refusal={refusal}
                />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
