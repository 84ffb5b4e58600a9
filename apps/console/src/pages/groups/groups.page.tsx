import './groups.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { PageHead } from '../../design/page-head.js';
import { ShowMore } from '../../design/paged-list.js';
import { ProblemNote } from '../../design/problems.js';
import { useNarrow } from '../../design/screen.js';
import { Badge, Skeleton } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { useGroupName } from '../people/group-names.js';
import { GroupNameDialog } from './group-name-dialog.js';
import { type Group, groupCountQuery, groupsQuery } from './group-queries.js';

/** The groups of the account: those that every account has, then its own. */
export function GroupsPage() {
  const say = useSay();
  const whyNot = useWhyNot();
  const isNarrow = useNarrow();
  const [isMaking, setMaking] = useState(false);
  const list = useInfiniteQuery(groupsQuery);
  const groups = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHead
        title={say('groups.title')}
        acts={
          <Button look="main" refusal={whyNot('groups.manage')} onPress={() => setMaking(true)}>
            {say('groups.new')}
          </Button>
        }
      >
        {say('groups.text')}
      </PageHead>
      {list.error && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      <div className="card">
        {list.isPending && <Skeleton lines={6} />}
        {groups.length > 0 && (
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{say('groups.group')}</th>
                <th scope="col">{say('groups.people')}</th>
                {!isNarrow && (
                  <>
                    <th scope="col">{say('groups.permissions')}</th>
                    <th scope="col">{say('groups.managers')}</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <Line key={group.id} group={group} isNarrow={isNarrow} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <ShowMore list={list} />
      {isMaking && <GroupNameDialog onClose={() => setMaking(false)} />}
    </>
  );
}

function Line({ group, isNarrow }: { readonly group: Group; readonly isNarrow: boolean }) {
  const say = useSay();
  const name = useGroupName()(group);
  const { permissions } = useMe();
  const { formatNumber } = useIntl();
  const { data: count } = useQuery({
    ...groupCountQuery(group.id),
    enabled: permissions.includes('users.read'),
  });
  const allowed = say('groups.allowed', { count: group.permissions.length });
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <Link to="/groups/$id" params={{ id: group.id }}>
            {name}
          </Link>
          {group.builtIn !== null && <Badge>{say('groups.builtIn')}</Badge>}
        </span>
        {isNarrow && <span className="small soft">{allowed}</span>}
      </th>
      <td className="numbers">
        {count == null ? (
          '–'
        ) : (
          <Link
            to="/people"
            search={{ group: group.id }}
            aria-label={say('groups.people.of', { count, group: name })}
          >
            {formatNumber(count)}
          </Link>
        )}
      </td>
      {!isNarrow && (
        <>
          <td>{group.builtIn === 'global-admin' ? say('groups.allowed.all') : allowed}</td>
          <td className="numbers">{group.managers.length || '–'}</td>
        </>
      )}
    </tr>
  );
}
