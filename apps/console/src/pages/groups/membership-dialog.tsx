import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { Dialog } from '../../design/dialogs.js';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { BulkProgress } from '../people/bulk-progress.js';
import { useGroupName } from '../people/group-names.js';
import { PersonPicker, PickedPeople } from '../people/person-picker.js';
import { EffectPreview } from './effect-preview.js';
import { type Group, previewQuery } from './group-queries.js';

/** As many as one preview takes. */
const MOST = 100;

interface Props {
  readonly group: Group;
  readonly change: 'add' | 'remove';
  /** Those who were chosen before. */
  readonly first: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Puts people into a group, or takes them out: whom, what it would bring, then what became of each. */
export function MembershipDialog({ group, change, first, onClose, onDone }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const name = useGroupName()(group);
  const [ids, setIds] = useState(first.slice(0, MOST));
  const isRole = group.builtIn === 'global-admin';
  const preview = useQuery({
    ...previewQuery(group, change === 'add' ? { add: ids } : { remove: ids }),
    enabled: ids.length > 0,
  });
  const start = useMutation({
    mutationFn: async () => {
      if (isRole) {
        for (const id of ids)
          await api.patch('/v1/users/{id}', {
            params: { path: { id } },
            body: { globalAdmin: change === 'add' },
          });
        return null;
      }
      const to = change === 'add' ? { add: [group.id] } : { remove: [group.id] };
      const answer = await api.post('/v1/users/bulk', {
        body: { action: 'regroup', ...to, select: { ids: [...ids] } },
      });
      return 'jobId' in answer ? answer.jobId : null;
    },
    onSuccess: (job) => {
      onDone();
      if (job === null) onClose();
    },
    onSettled: () => {
      for (const queryKey of [['people'], ['groups'], meQuery.queryKey])
        void queries.invalidateQueries({ queryKey });
    },
  });
  const job = start.data ?? undefined;
  const refused = preview.data?.named.filter(({ refusal }) => refusal !== null).length ?? 0;
  const refusal =
    ids.length === 0
      ? say('groups.people.first')
      : !preview.data
        ? say('groups.looking')
        : refused === ids.length
          ? say('groups.refused')
          : null;
  const close = () => {
    if (job !== undefined) void queries.invalidateQueries({ queryKey: ['people'] });
    onClose();
  };
  const foot =
    job === undefined ? (
      <>
        <Button onPress={close}>{say('shell.cancel')}</Button>
        <Button
          look={change === 'add' ? 'main' : 'danger'}
          refusal={refusal}
          isPending={start.isPending}
          onPress={() => start.mutate()}
        >
          {say(`groups.people.${change}.go`, { count: ids.length })}
        </Button>
      </>
    ) : (
      <Button look="main" onPress={close}>
        {say('shell.close')}
      </Button>
    );
  return (
    <Dialog
      title={say(`groups.people.${change}.title`, { group: name })}
      isOpen
      onClose={close}
      look="wide"
      foot={foot}
    >
      <div className="stack">
        {job !== undefined && <BulkProgress job={job} />}
        {job === undefined && (
          <>
            {change === 'add' && ids.length < MOST && (
              <PersonPicker
                label={say('groups.people.whom')}
                picked={ids}
                status="invited,active,banned"
                onPick={({ id }) => setIds([...ids, id])}
              />
            )}
            <PickedPeople ids={ids} onRemove={(id) => setIds(ids.filter((one) => one !== id))} />
            {first.length > MOST && (
              <Note tone="info">
                <p>{say('groups.people.most', { most: MOST })}</p>
              </Note>
            )}
            {ids.length > 0 && (
              <>
                <h3>{say('groups.effect')}</h3>
                {preview.isPending && <Skeleton lines={3} />}
                {preview.error && (
                  <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />
                )}
                {preview.data && <EffectPreview preview={preview.data} />}
              </>
            )}
            {start.error && <ProblemNote error={start.error} />}
          </>
        )}
      </div>
    </Dialog>
  );
}
