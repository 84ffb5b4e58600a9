/** For queries of lists that the API tells page by page: where the next one begins. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor,
};

/** What the API is asked for a page: so many at most, from there on. */
export const pageAt = (cursor: string | null, limit: number) => ({ limit, ...(cursor && { cursor }) });
