import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Answer } from '@seatkeeper/client';
import { type Acting, acting, usefulBelow } from './acting.js';
import { home } from './client.js';

type Own = Answer<'/v1/me', 'get'>;
/** Who is signed in, and the account that the pages are about, with what can be done there. */
export interface Me extends Own {
  /** The account of who is signed in. */
  readonly home: Own['account'];
}
export type Permission = Me['permissions'][number];

/** Who one is at home, or in an account below. */
export async function readMe(at: Acting | null, signal?: AbortSignal): Promise<Me> {
  const own = await home.get('/v1/me', { ...(signal && { signal }) });
  if (!at) return { ...own, home: own.account };
  const account = await at.client.get('/v1/account', { ...(signal && { signal }) });
  return { ...own, account, home: own.account, permissions: usefulBelow(at.permissions) };
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => readMe(acting.read(), signal),
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
