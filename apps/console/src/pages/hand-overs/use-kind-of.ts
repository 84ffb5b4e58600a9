import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMay } from '../../api/me.js';
import { kindOf, type OfRecords } from './record-kinds.js';

export const recordTypesQuery = queryOptions({
  queryKey: ['records', 'types'],
  queryFn: ({ signal }) => api.get('/v1/record-types', { signal }),
  staleTime: 60_000,
});

/** What records are, in the words of the system that has them. */
export function useKindOf(): (records: OfRecords) => string {
  const { data } = useQuery({ ...recordTypesQuery, enabled: useMay()('records.read') });
  return (records) => kindOf(records, data?.items);
}
