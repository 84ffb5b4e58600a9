import type { Body } from '@seatkeeper/client';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { type Connection, connectionQuery } from './connection-queries.js';

type Changes = Body<'/v1/sso-connections/{id}', 'patch'>;

/** Saves a change on top of the version that was seen. */
export const changeConnection = (
  { id, version }: Pick<Connection, 'id' | 'version'>,
  body: Changes,
): Promise<Connection> =>
  api.patch('/v1/sso-connections/{id}', {
    params: { path: { id }, header: { 'If-Match': `"${version}"` } },
    body,
  });

/** A form about a connection: what was saved is kept, said where there are words for it, and the form closed. */
export function useConnectionDraft<D extends object>({
  connection,
  read,
  changesOf,
  said,
  onClose,
}: {
  readonly connection: Connection;
  /** What of it the form holds. */
  readonly read: (connection: Connection) => D;
  readonly changesOf: (changes: Partial<D>, before: Connection) => Changes;
  readonly said?: string;
  readonly onClose: () => void;
}) {
  const { look, keep, settle } = useConnectionAnswers(connection.id);
  return useDraft<Connection, D>({
    item: connection,
    read,
    save: (before, changes) => changeConnection(before, changesOf(changes, before)),
    look,
    onSaved: (saved) => {
      keep(saved);
      if (said !== undefined) toast.say({ tone: 'good', text: said });
      onClose();
    },
    onSettled: settle,
  });
}

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
