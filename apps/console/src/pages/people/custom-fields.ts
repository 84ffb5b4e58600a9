import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { useSay } from '../../words/words.js';
import { isCustomColumn, keyIn } from './custom-search.js';
import type { ListColumn } from './people-columns.js';
import { customFieldsQuery } from './people-queries.js';
import type { CustomField } from './profile-fields.js';

const NONE: readonly CustomField[] = [];

/** The custom fields of the account; none until they are known. */
export const useCustomFields = (): readonly CustomField[] => useQuery(customFieldsQuery).data?.items ?? NONE;

/** What a column is called: of a custom field as the account calls it. */
export function useColumnName(): (column: ListColumn) => string {
  const say = useSay();
  const defined = useCustomFields();
  return (column) =>
    isCustomColumn(column)
      ? (defined.find(({ key }) => key === keyIn(column))?.label ?? keyIn(column))
      : say(`people.column.${column}`);
}

/** A value in words, as the type of its field is read; one that is of another type stays as it is. */
export function useCustomText(): (
  field: Pick<CustomField, 'type' | 'choices'> | undefined,
  value: string | number | boolean,
) => string {
  const say = useSay();
  const { formatDate, formatNumber } = useIntl();
  return (field, value) => {
    if (typeof value === 'boolean') return say(value ? 'people.yes' : 'people.no');
    if (typeof value === 'number') return formatNumber(value, { maximumFractionDigits: 20 });
    if (field?.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value))
      return formatDate(value, { dateStyle: 'medium', timeZone: 'UTC' });
    return field?.choices.find((choice) => choice.value === value)?.label ?? value;
  };
}
