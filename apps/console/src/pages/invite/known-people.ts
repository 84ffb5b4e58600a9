import { useQueries } from '@tanstack/react-query';
import { useMay } from '../../api/me.js';
import { whoHas } from './invite-calls.js';
import type { Known } from './invite-rows.js';

/** Looks each address up, once. Who may not see people is told by the answer to the invitation. */
export function useKnown(emails: readonly string[]): { known: Known; looked: ReadonlySet<string> } {
  const may = useMay();
  return useQueries({
    queries: emails.map((email) => ({
      queryKey: ['people', 'has', email],
      queryFn: ({ signal }: { signal: AbortSignal }) => whoHas(email, signal),
      enabled: may('users.read'),
      staleTime: 30_000,
    })),
    combine: (answers) => {
      const known = new Map<string, { status: string }>();
      const looked = new Set<string>();
      answers.forEach(({ data, isPending, isEnabled }, at) => {
        const email = emails[at]!;
        if (!isPending || !isEnabled) looked.add(email);
        if (data) known.set(email, data);
      });
      return { known, looked };
    },
  });
}
