import { type Query, QueryClient } from '@tanstack/react-query';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /**
       * Stays as it is until who looks at it asks for it: each look of theirs is written down, or it is what they are about to
       * confirm.
       */
      readonly staysAsShown?: boolean;
    };
  }
}

/** Of queries whose answer stays until somebody asks for another. */
export const AS_SHOWN = {
  meta: { staysAsShown: true },
  staleTime: Infinity,
  refetchOnWindowFocus: false,
} as const;

/** Whether what has changed elsewhere may be asked for without anybody saying so. */
export const maySeeAgain = ({ meta }: Pick<Query, 'meta'>): boolean => !meta?.staysAsShown;

/** What the client has given up is not tried again here: it has been patient already. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 15_000 },
    mutations: { retry: false },
  },
});
