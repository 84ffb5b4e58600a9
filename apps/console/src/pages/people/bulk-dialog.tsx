import './bulk.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { AS_SHOWN } from '../../api/queries.js';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { Dialog } from '../../design/dialogs.js';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { BanFields } from './ban-fields.js';
import { banBody, NO_BAN, refuseBan } from './ban-wishes.js';
import { followBulkJob } from './bulk-jobs.js';
import { BulkProgress } from './bulk-progress.js';
import type { AskedFilter } from './people-search.js';
import { type BulkAct, RULES } from './person-acts.js';

export type Select = { readonly ids: string[] } | { readonly filter: AskedFilter };

interface Props {
  readonly act: BulkAct;
  readonly select: Select;
  readonly onClose: () => void;
  /** Something was done: the selection has served. */
  readonly onDone: () => void;
}

/** One act upon many: how many it would be, then how far it is, then what became of each. */
export function BulkDialog({ act, select, onClose, onDone }: Props) {
  const say = useSay();
  const { account } = useMe();
  const queries = useQueryClient();
  const [ban, setBan] = useState(NO_BAN);
  const preview = useQuery({
    queryKey: ['bulk', 'preview', act, select],
    queryFn: ({ signal }) => {
      // What is asked here is how many; a ban without a reason is refused before it is counted.
      const asked = act === 'ban' ? { action: act, reason: '…' } : { action: act };
      return api.post('/v1/users/bulk', { body: { ...asked, select, preview: true }, signal });
    },
    meta: AS_SHOWN.meta,
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: () => {
      const wish = act === 'ban' ? { action: act, ...banBody(ban, account.timeZone) } : { action: act };
      return api.post('/v1/users/bulk', { body: { ...wish, select } });
    },
  });
  const total = preview.data && 'total' in preview.data ? preview.data.total : undefined;
  const job = start.data && 'jobId' in start.data ? start.data.jobId : undefined;
  const close = () => {
    if (start.isPending) {
      toast.say({ tone: 'info', text: say('people.bulk.starting') });
      return;
    }
    if (job !== undefined) {
      onDone();
      followBulkJob(queries, job, ({ state, progress }) =>
        toast.say({
          tone: 'info',
          text: say('people.bulk.over', {
            act: say(`people.act.${act}`),
            state: say(`people.job.${state}`),
            sum: say('people.job.sum', { ...progress }),
          }),
        }),
      );
    }
    onClose();
  };
  const wrong = act === 'ban' ? refuseBan(ban) : null;
  const refusal =
    total === undefined
      ? say('people.bulk.uncounted')
      : total === 0
        ? say('people.bulk.nobody')
        : wrong && say(wrong);
  const foot =
    job === undefined ? (
      <>
        <Button onPress={close} refusal={start.isPending ? say('people.bulk.starting') : null}>
          {say('shell.cancel')}
        </Button>
        <Button
          look={RULES[act].isGrave ? 'danger' : 'main'}
          isPending={start.isPending}
          refusal={refusal}
          onPress={() => start.mutate()}
        >
          {say('people.bulk.go', { count: total ?? 0 })}
        </Button>
      </>
    ) : (
      <Button look="main" onPress={close}>
        {say('shell.close')}
      </Button>
    );
  return (
    <Dialog title={say(`people.act.${act}`)} isOpen onClose={close} foot={foot} look="wide">
      <div className="stack">
        {job !== undefined && <BulkProgress job={job} />}
        {job === undefined && (
          <>
            <p>{say(`people.act.${act}.means`)}</p>
            {preview.isPending && <Skeleton lines={1} />}
            {preview.error && <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />}
            {total !== undefined && (
              <Note tone={RULES[act].isGrave ? 'warn' : 'info'}>
                <p>{say('people.bulk.preview', { count: total })}</p>
              </Note>
            )}
            {act === 'ban' && <BanFields wish={ban} onChange={setBan} />}
            {start.error && <ProblemNote error={start.error} />}
          </>
        )}
      </div>
    </Dialog>
  );
}
