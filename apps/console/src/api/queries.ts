import { QueryClient } from '@tanstack/react-query';

/** What the client has given up is not tried again here: it has been patient already. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 15_000 },
    mutations: { retry: false },
  },
});
