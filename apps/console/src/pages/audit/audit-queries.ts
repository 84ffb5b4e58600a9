import type { Answer } from '@seatkeeper/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';
import { type AuditSearch, auditFilter } from './audit-search.js';

export type AuditEntry = Answer<'/v1/audit', 'get'>['items'][number];

const PAGE = 50;

export const auditQuery = (search: AuditSearch, timeZone: string) => {
  const filter = auditFilter(search, timeZone);
  return infiniteQueryOptions({
    queryKey: ['audit', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/audit', { params: { query: { ...filter, ...pageAt(pageParam, PAGE) } }, signal }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
};

export const sealQuery = queryOptions({
  queryKey: ['audit', 'seal'],
  queryFn: ({ signal }) => api.get('/v1/audit/seal', { signal }),
});

/** Spreadsheets know by it that the letters are UTF-8; what reads the answer takes it away. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The log as a file, with the filters of the list. */
export async function auditFile(search: AuditSearch, timeZone: string): Promise<Blob> {
  const query = auditFilter(search, timeZone);
  const text = await api.get('/v1/audit.csv', { params: { query } });
  return new Blob([BYTE_ORDER_MARK, text.replace(BYTE_ORDER_MARK, '')], { type: 'text/csv' });
}
