import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { EditAndDelete } from '../../design/edit-and-delete.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Empty, Skeleton } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { customFieldsQuery } from '../people/people-queries.js';
import type { CustomField } from '../people/profile-fields.js';
import { DeleteField } from './delete-field.js';
import { FieldDialog } from './field-dialog.js';
import { CHANGED_BY_FIELDS, moveField } from './field-queries.js';
import { MoveButtons } from '../../design/move-buttons.js';
import { useMoves } from '../../design/use-moves.js';

/** The fields that the account has defined for its people, in the order in which forms and files have them. */
export function FieldsPart() {
  const say = useSay();
  const whyNot = useWhyNot();
  const { data, error, refetch } = useQuery(customFieldsQuery);
  const fields = data?.items ?? [];
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null);
  const [deleted, setDeleted] = useState<CustomField | null>(null);
  const { table, busy, move } = useMoves(fields, moveField, CHANGED_BY_FIELDS);
  const refusal = whyNot('organisation.manage');
  const add = (
    <Button look="main" refusal={refusal} onPress={() => setEdited('new')}>
      {say('organisation.field.new')}
    </Button>
  );
  return (
    <section className="card" aria-labelledby="fields">
      <div className="card-head">
        <h2 id="fields">{say('organisation.field')}</h2>
        {fields.length > 0 && add}
      </div>
      <p className="soft organisation-text">{say('organisation.field.text')}</p>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {data && fields.length === 0 && (
        <Empty icon="columns" title={say('organisation.field.none')} act={add}>
          {say('organisation.field.none.text')}
        </Empty>
      )}
      {fields.length > 0 && (
        <table className="line-table organisation-table" ref={table}>
          <thead>
            <tr>
              <th scope="col">{say('organisation.field.label')}</th>
              <th scope="col">{say('organisation.field.type')}</th>
              <th scope="col">
                <span className="only-read">{say('organisation.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, at) => (
              <tr key={field.id}>
                <th scope="row">
                  <span className="row">
                    {field.label}
                    {field.required && <Badge tone="info">{say('organisation.field.needed')}</Badge>}
                  </span>
                  <code className="soft small">{field.key}</code>
                </th>
                <td>
                  {say(`organisation.type.${field.type}`)}
                  {field.choices.length > 0 && (
                    <span className="soft">
                      {' · '}
                      {say('organisation.choices.count', { count: field.choices.length })}
                    </span>
                  )}
                </td>
                <td className="acts-cell">
                  <span className="row line-acts">
                    <MoveButtons
                      list={fields}
                      at={at}
                      name={field.label}
                      refusal={refusal ?? busy}
                      onMove={(to, after) => move(field.id, to, after)}
                    />
                    <EditAndDelete
                      edit={{
                        label: say('organisation.field.change.of', { name: field.label }),
                        onPress: () => setEdited(field),
                      }}
                      remove={{
                        label: say('organisation.field.delete.of', { name: field.label }),
                        onPress: () => setDeleted(field),
                      }}
                      refusal={refusal}
                    />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {edited && (
        <FieldDialog
          field={edited === 'new' ? null : edited}
          isFirst={fields.length === 0}
          onClose={() => setEdited(null)}
        />
      )}
      {deleted && (
        <DeleteField field={deleted} isLast={fields.length === 1} onClose={() => setDeleted(null)} />
      )}
    </section>
  );
}
