import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Icon } from '../../design/icons.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { invitationCountQuery } from '../invitations/invitation-queries.js';
import { useProductName } from '../licences/product-names.js';
import { licensesQuery } from '../people/people-queries.js';
import { INVITATION_KINDS, INVITATIONS, type Task, tasksOf } from './tasks.js';

/** What waits for somebody, as far as who looks can do something about it. */
export function ToDo() {
  const say = useSay();
  const may = useMay();
  const licences = useQuery({ ...licensesQuery, enabled: may('licenses.read') });
  const invites = may('users.invite') && may('users.read');
  const counts = useQueries({
    queries: INVITATION_KINDS.map((kind) => ({
      ...invitationCountQuery(INVITATIONS[kind]),
      enabled: invites,
    })),
  });
  const failed = [licences, ...counts].find(({ error }) => error !== null);
  const isLoading = [licences, ...counts].some((query) => query.isLoading);
  const tasks = tasksOf({
    licences: licences.data?.items ?? [],
    invitations: Object.fromEntries(INVITATION_KINDS.map((kind, n) => [kind, counts[n]?.data])),
  });
  return (
    <section className="card" aria-labelledby="to-do">
      <h2 id="to-do">{say('home.todo')}</h2>
      {failed?.error && <ProblemNote error={failed.error} onRetry={() => void failed.refetch()} />}
      {isLoading && <Skeleton />}
      {!isLoading && !failed && tasks.length === 0 && <p className="soft">{say('home.todo.none')}</p>}
      {!isLoading && tasks.length > 0 && (
        <ul className="home-tasks">
          {tasks.map((task) => (
            <li key={`${task.what}/${task.to === '/licences' ? task.product : ''}`}>
              <span className={`task-${task.tone}`}>
                <Icon name="warning" />
              </span>
              <TaskLink task={task} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TaskLink({ task }: { readonly task: Task }) {
  const say = useSay();
  const nameOf = useProductName();
  const { count } = task;
  return task.to === '/licences' ? (
    <Link to={task.to} search={task.search}>
      {say(`home.todo.${task.what}`, { count, product: nameOf(task.product) })}
    </Link>
  ) : (
    <Link to={task.to} search={task.search}>
      {say(`home.todo.${task.what}`, { count })}
    </Link>
  );
}
