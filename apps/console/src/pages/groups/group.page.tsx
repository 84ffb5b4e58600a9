import './groups.css';
import { Problem } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Empty, Note, Skeleton } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { useGroupName } from '../people/group-names.js';
import { DeleteGroup } from './delete-group.js';
import { GroupEditor } from './group-editor.js';
import { GroupNameDialog } from './group-name-dialog.js';
import { GroupPeople } from './group-people.js';
import { type Group, groupQuery } from './group-queries.js';

const route = getRouteApi('/app/groups/$id');

/** One group: what it allows, who is in it, who manages its people. */
export function GroupPage() {
  const say = useSay();
  const { id } = route.useParams();
  const { data: group, error, refetch } = useQuery(groupQuery(id));
  if (group) return <OneGroup key={id} group={group} />;
  if (error instanceof Problem && error.code === 'not-found')
    return (
      <>
        <h1 className="only-read">{say('groups.title')}</h1>
        <Empty
          icon="shield"
          title={say('groups.gone')}
          act={<Link to="/groups">{say('groups.back')}</Link>}
        />
      </>
    );
  return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />;
}

function OneGroup({ group }: { readonly group: Group }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const name = useGroupName()(group);
  const [open, setOpen] = useState<'name' | 'delete' | null>(null);
  const refusal = whyNot('groups.manage') ?? (group.builtIn !== null ? say('problems.built-in-group') : null);
  return (
    <div className="stack">
      <div>
        <p className="small">
          <Link to="/groups">{say('groups.back')}</Link>
        </p>
        <PageHead
          title={
            <span className="row">
              {name} {group.builtIn !== null && <Badge>{say('groups.builtIn')}</Badge>}
            </span>
          }
          acts={
            <>
              <Button refusal={refusal} onPress={() => setOpen('name')}>
                {say('groups.rename')}
              </Button>
              <Button
                look={refusal === null ? 'danger' : 'plain'}
                refusal={refusal}
                onPress={() => setOpen('delete')}
              >
                {say('groups.delete')}
              </Button>
            </>
          }
        />
        {group.builtIn !== null && (
          <Note tone="info">
            <p>{say(group.builtIn === 'global-admin' ? 'groups.builtIn.role' : 'groups.builtIn.text')}</p>
          </Note>
        )}
      </div>
      <GroupEditor group={group} refusal={refusal} />
      <GroupPeople group={group} />
      {open === 'name' && <GroupNameDialog group={group} onClose={() => setOpen(null)} />}
      {open === 'delete' && <DeleteGroup group={group} onClose={() => setOpen(null)} />}
    </div>
  );
}
