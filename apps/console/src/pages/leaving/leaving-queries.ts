import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export const ownedQuery = (owner: string) =>
  queryOptions({
    queryKey: ['records', 'counts', owner],
    queryFn: ({ signal }) => api.get('/v1/records/counts', { params: { query: { user: owner } }, signal }),
  });
