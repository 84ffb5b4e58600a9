import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => api.get('/v1/account', { signal }),
});
