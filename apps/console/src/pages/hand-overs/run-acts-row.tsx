import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { usePeopleById } from '../people/people-names.js';
import { MovesTable } from './moves-table.js';
import { isOffered, NEEDS, RUN_ACTS, type RunAct } from './run-acts.js';
import { asShown } from './as-shown.js';
import { runQuery, undoPreviewQuery } from './run-queries.js';
import type { Run } from './runs.js';
import { planOf } from './run-words.js';

const params = (id: string) => ({ params: { path: { id } } });

/** What each act asks the API for; what answers with another run is followed there. */
const CALLS: Readonly<Record<RunAct, (run: Run, manifest: string | null) => Promise<unknown>>> = {
  pause: ({ id }) => api.post('/v1/reassignments/{id}/pause', params(id)),
  resume: ({ id }) => api.post('/v1/reassignments/{id}/resume', params(id)),
  cancel: ({ id }) => api.post('/v1/reassignments/{id}/cancel', params(id)),
  undo: ({ id }, manifest) =>
    api.post('/v1/reassignments/{id}/undo', {
      ...params(id),
      body: { preview: false, ...asShown(manifest) },
    }),
  again: (run) => api.post('/v1/reassignments', { body: { ...planOf(run), preview: false } }),
};

/** What is asked before it is done. */
const GRAVE: readonly RunAct[] = ['cancel', 'undo', 'again'];

export function RunActs({ run }: { readonly run: Run }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<RunAct | null>(null);
  const act = useMutation({
    mutationFn: (one: RunAct) =>
      CALLS[one](run, queries.getQueryData(undoPreviewQuery(run.id).queryKey)?.manifest ?? null),
    onSuccess: (answer) => {
      setAsked(null);
      const now = answer as Run;
      queries.setQueryData(runQuery(now.id).queryKey, now);
      if (now.id !== run.id) void navigate({ to: '/hand-overs', search: { run: now.id } });
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['runs'] }),
  });
  const offered = RUN_ACTS.filter((one) => isOffered(one, run, new Date()));
  const refusal = whyNot(NEEDS);
  if (offered.length === 0) return null;
  return (
    <>
      {act.error && asked === null && <ProblemNote error={act.error} />}
      <div className="row">
        {offered.map((one) => (
          <Button
            key={one}
            refusal={refusal}
            isPending={act.isPending && act.variables === one}
            onPress={() => {
              act.reset();
              if (GRAVE.includes(one)) setAsked(one);
              else act.mutate(one);
            }}
          >
            {say(`hand-overs.act.${one}`)}
          </Button>
        ))}
      </div>
      {asked !== null && (
        <ConfirmDialog
          title={say(`hand-overs.act.${asked}`)}
          go={say(`hand-overs.act.${asked}.go`)}
          isGrave={asked === 'cancel'}
          call={act}
          onGo={() => act.mutate(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{say(`hand-overs.act.${asked}.means`)}</p>
          {asked === 'undo' && <WhatGoesBack id={run.id} />}
        </ConfirmDialog>
      )}
    </>
  );
}

/** Exactly what an undo would give back, before it does. */
function WhatGoesBack({ id }: { readonly id: string }) {
  const say = useSay();
  const { data: preview, error } = useQuery(undoPreviewQuery(id));
  const people = usePeopleById(preview?.byType.map(({ to }) => to) ?? []);
  if (error && !preview) return <ProblemNote error={error} />;
  if (!preview) return <Skeleton lines={2} />;
  return (
    <>
      <Note tone="info">
        <p>{say('hand-overs.undo.preview', { total: preview.total, left: preview.leftAlone })}</p>
      </Note>
      <MovesTable moves={preview.byType} people={people} caption={say('hand-overs.act.undo')} />
    </>
  );
}
