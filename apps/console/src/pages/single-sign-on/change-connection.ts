import type { Body } from '@seatkeeper/client';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { type Connection, connectionQuery } from './connection-queries.js';

/** Saves a change on top of the version that was seen. */
export const changeConnection = (
  { id, version }: Pick<Connection, 'id' | 'version'>,
  body: Body<'/v1/sso-connections/{id}', 'patch'>,
): Promise<Connection> =>
  api.patch('/v1/sso-connections/{id}', {
    params: { path: { id }, header: { 'If-Match': `"${version}"` } },
    body,
  });

/** What forms and acts of one connection do with what is known of it. */
export function useConnectionAnswers(id: string) {
  const queries = useQueryClient();
  return {
    /** Asks for it anew. */
    look: () => queries.fetchQuery({ ...connectionQuery(id), staleTime: 0 }),
    keep: (saved: Connection) => queries.setQueryData(connectionQuery(id).queryKey, saved),
    settle: () => void queries.invalidateQueries({ queryKey: ['sso'] }),
  };
}
