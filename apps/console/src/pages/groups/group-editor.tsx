import { Problem } from '@seatkeeper/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { toggled } from '../../design/toggled.js';
import { useSay } from '../../words/words.js';
import { PersonPicker, PickedPeople } from '../people/person-picker.js';
import { EffectPreview } from './effect-preview.js';
import { changesOf, draftOf, type GroupDraft, mergeDrafts } from './group-drafts.js';
import { type Group, groupQuery, previewQuery } from './group-queries.js';
import { PermissionMatrix } from './permission-matrix.js';

/** What a group allows and who manages it: ticked here, looked at, then saved. */
export function GroupEditor({ group, refusal }: { readonly group: Group; readonly refusal: string | null }) {
  const say = useSay();
  const queries = useQueryClient();
  const [base, setBase] = useState(group);
  const [draft, setDraft] = useState(() => draftOf(group));
  const changes = changesOf(base, draft);
  const isChanged = Object.keys(changes).length > 0;
  // Somebody else's change, which nothing here stands against.
  if (group.version > base.version && !isChanged) {
    setBase(group);
    setDraft(draftOf(group));
  }
  const looked = useDeferredValue(draft.permissions);
  const preview = useQuery({
    ...previewQuery(base, { permissions: looked }),
    enabled: changes.permissions !== undefined,
  });
  const save = useMutation({
    mutationFn: (sent: GroupDraft) =>
      api.patch('/v1/groups/{id}', {
        params: { path: { id: base.id }, header: { 'If-Match': `"${base.version}"` } },
        body: changesOf(base, sent),
      }),
    onSuccess: (saved, sent) => {
      queries.setQueryData(groupQuery(base.id).queryKey, saved);
      setBase(saved);
      // What was ticked while the save was on its way stays ticked.
      setDraft((mine) => mergeDrafts(mine, sent, saved));
      toast.say({ tone: 'good', text: say('groups.saved') });
    },
    onError: async (error) => {
      if (!(error instanceof Problem && error.code === 'precondition-failed')) return;
      const now = await queries.fetchQuery({ ...groupQuery(base.id), staleTime: 0 });
      setDraft((mine) => mergeDrafts(mine, base, now));
      setBase(now);
    },
    onSettled: () => {
      for (const queryKey of [['groups'], ['people'], ['choices', 'group'], meQuery.queryKey])
        void queries.invalidateQueries({ queryKey });
    },
  });
  const isOvertaken = save.error instanceof Problem && save.error.code === 'precondition-failed';
  const why = preview.data?.refusal && changes.permissions ? say('groups.refused') : null;
  return (
    <>
      <section className="card" aria-labelledby="permissions">
        <h2 id="permissions">{say('groups.permissions')}</h2>
        {refusal !== null && group.builtIn === null && <p className="soft groups-locked">{refusal}</p>}
        <PermissionMatrix
          chosen={draft.permissions}
          before={base.permissions}
          isLocked={refusal !== null}
          onChange={(permission, is) =>
            setDraft({ ...draft, permissions: toggled(draft.permissions, permission, is) })
          }
        />
      </section>
      {group.builtIn === null && (
        <section className="card stack" aria-labelledby="managers">
          <div>
            <h2 id="managers">{say('groups.managers')}</h2>
            <p className="soft">{say('groups.managers.text')}</p>
          </div>
          <PickedPeople
            ids={draft.managers}
            refusal={refusal}
            onRemove={(id) => setDraft({ ...draft, managers: toggled(draft.managers, id, false) })}
          />
          {refusal === null && (
            <PersonPicker
              label={say('groups.managers.add')}
              picked={draft.managers}
              onPick={({ id }) => setDraft({ ...draft, managers: toggled(draft.managers, id, true) })}
            />
          )}
        </section>
      )}
      {isChanged && (
        <section className="card group-changes" aria-labelledby="changes">
          <h2 id="changes">{say('groups.changes')}</h2>
          <div className="stack">
            {changes.permissions && preview.isPending && <Skeleton lines={3} />}
            {changes.permissions && preview.error && (
              <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />
            )}
            {changes.permissions && preview.data && <EffectPreview preview={preview.data} />}
            {changes.managers && <p>{say('groups.changes.managers', { count: draft.managers.length })}</p>}
            {isOvertaken && (
              <Note tone="warn">
                <p>{say('groups.overtaken')}</p>
              </Note>
            )}
            {save.error && !isOvertaken && <ProblemNote error={save.error} />}
            <div className="row">
              <Button onPress={() => setDraft(draftOf(base))}>{say('groups.undo')}</Button>
              <Button look="main" refusal={why} isPending={save.isPending} onPress={() => save.mutate(draft)}>
                {say(isOvertaken ? 'people.applyAgain' : 'shell.save')}
              </Button>
            </div>
          </div>
        </section>
      )}
    </>
  );
}
