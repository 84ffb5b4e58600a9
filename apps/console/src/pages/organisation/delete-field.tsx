import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import type { CustomField } from '../people/profile-fields.js';
import { CHANGED_BY_FIELDS, deleteField, fieldQuery } from './field-queries.js';
import { usersInTheWay } from './in-use.js';

/** Takes a definition back: where people have values only on the word that these stay as they are. */
export function DeleteField({
  field,
  isLast,
  onClose,
}: {
  readonly field: CustomField;
  /** Without any definition every field can have a value again. */
  readonly isLast: boolean;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [isKept, setKept] = useState(false);
  const { data, error, refetch } = useQuery(fieldQuery(field.id));
  const remove = useMutation({
    mutationFn: () => deleteField(field.id, isKept),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('organisation.field.deleted', { name: field.label }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED_BY_FIELDS) void queries.invalidateQueries({ queryKey });
    },
  });
  const users = usersInTheWay(remove.error) ?? data?.users;
  const isHeld = users !== undefined && users > 0;
  return (
    <ConfirmDialog
      title={say('organisation.field.delete.of', { name: field.label })}
      go={say('organisation.field.delete')}
      isGrave
      call={{
        isPending: remove.isPending,
        error: usersInTheWay(remove.error) === null ? remove.error : null,
      }}
      refusal={isHeld && !isKept ? say('organisation.field.delete.first') : null}
      onGo={() => remove.mutate()}
      onClose={onClose}
    >
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {users === undefined && !error && <Skeleton lines={2} />}
      {users !== undefined && <p>{say('organisation.field.delete.users', { count: users })}</p>}
      {isHeld && (
        <Tick isSelected={isKept} onChange={setKept}>
          {say('organisation.field.delete.keep')}
        </Tick>
      )}
      {isLast && <p className="soft">{say('organisation.field.delete.last')}</p>}
    </ConfirmDialog>
  );
}
