import { useQueries } from '@tanstack/react-query';
import { useMay } from '../../api/me.js';
import { whoHas } from './invite-calls.js';
import type { Looks } from './invite-rows.js';

/** Looks each address up, once, some at a time. Who may not see people is told by the answer to the invitation. */
export function useKnown(addresses: readonly string[]): Looks & { readonly lookAgain: () => void } {
  const may = useMay();
  const emails = [...new Set(addresses)];
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
      const failed = new Set<string>();
      answers.forEach(({ data, isSuccess, isError, isEnabled }, at) => {
        const email = emails[at]!;
        if (isSuccess || !isEnabled) looked.add(email);
        else if (isError) failed.add(email);
        if (data) known.set(email, data);
      });
      const lookAgain = () => {
        for (const { isError, refetch } of answers) if (isError) void refetch();
      };
      return { known, looked, failed, lookAgain };
    },
  });
}
