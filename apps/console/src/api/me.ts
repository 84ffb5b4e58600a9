import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Answer } from '@seatkeeper/client';
import { api } from './client.js';

export type Me = Answer<'/v1/me', 'get'>;
export type Permission = Me['permissions'][number];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get('/v1/me', { signal }),
  staleTime: 60_000,
});

/** Who is signed in, which the shell has loaded before any page is shown. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether who is signed in may do what needs this permission. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
