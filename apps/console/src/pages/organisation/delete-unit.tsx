import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { SelectField } from '../../design/select-field.js';
import { Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { usersInTheWay } from './in-use.js';
import { changedByUnits, deleteUnit, type Unit, type UnitKind } from './unit-queries.js';
import { UnitPeople } from './unit-people.js';

interface Props {
  readonly kind: UnitKind;
  readonly unit: Unit;
  /** Those that can take its place. */
  readonly others: readonly Unit[];
  readonly onClose: () => void;
}

/** Takes one away that nobody is filed under, or puts another one in its place. */
export function DeleteUnit({ kind, unit, others, onClose }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const [replaceBy, setReplaceBy] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteUnit(kind, unit.id, replaceBy),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('organisation.deleted', { name: unit.name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of changedByUnits(kind)) void queries.invalidateQueries({ queryKey });
    },
  });
  const inTheWay = usersInTheWay(remove.error);
  const { users = 0, name } = unit;
  return (
    <ConfirmDialog
      title={say('organisation.delete.of', { name })}
      go={say(replaceBy ? 'organisation.delete.replace' : 'organisation.delete')}
      isGrave
      call={{ isPending: remove.isPending, error: inTheWay === null ? remove.error : null }}
      onGo={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {users === 0 ? (
          say('organisation.delete.nobody')
        ) : (
          <UnitPeople kind={kind} unit={unit} text={say('organisation.delete.people', { count: users })} />
        )}
      </p>
      {users > 0 && others.length > 0 && (
        <SelectField
          label={say('organisation.delete.by')}
          hint={say('organisation.delete.by.hint')}
          value={replaceBy}
          choices={others}
          onChange={(next) => {
            setReplaceBy(next);
            remove.reset();
          }}
        />
      )}
      {inTheWay !== null && (
        <Note tone="bad">
          <p>{say('organisation.delete.inUse', { count: inTheWay, name })}</p>
        </Note>
      )}
    </ConfirmDialog>
  );
}
