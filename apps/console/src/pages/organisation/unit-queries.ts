import type { Answer } from '@seatkeeper/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';

export type Unit = Answer<'/v1/offices/{id}', 'get'>;
/** What people are filed under. */
export type UnitKind = 'office' | 'department' | 'seniority';

const PAGE = 200;
const LIST = { office: '/v1/offices', department: '/v1/departments', seniority: '/v1/seniorities' } as const;
const ONE = {
  office: '/v1/offices/{id}',
  department: '/v1/departments/{id}',
  seniority: '/v1/seniorities/{id}',
} as const;

/** All of a kind, each with the number of its people; seniorities in their order. */
export const unitsQuery = (kind: UnitKind) =>
  infiniteQueryOptions({
    queryKey: ['organisation', kind],
    queryFn: ({ pageParam, signal }) =>
      api.get(LIST[kind], { params: { query: { users: true, ...pageAt(pageParam, PAGE) } }, signal }),
    ...byCursor,
  });

export const readUnit = (kind: UnitKind, id: string): Promise<Unit> =>
  api.get(ONE[kind], { params: { path: { id } } });

export const createUnit = (kind: UnitKind, name: string): Promise<Unit> =>
  api.post(LIST[kind], { body: { name } });

export const renameUnit = (kind: UnitKind, { id, version }: Unit, name: string): Promise<Unit> =>
  api.patch(ONE[kind], {
    params: { path: { id }, header: { 'If-Match': `"${version}"` } },
    body: { name },
  });

export const moveSeniority = (id: string, after: string | null): Promise<Unit> =>
  api.patch(ONE.seniority, { params: { path: { id } }, body: { after } });

export const deleteUnit = (kind: UnitKind, id: string, replaceBy: string): Promise<unknown> =>
  api.delete(ONE[kind], {
    params: { path: { id }, ...(replaceBy && { query: { replaceBy } }) },
  });

/** What shows units, and people by their units, is asked for anew after one has changed. */
export const changedByUnits = (kind: UnitKind): readonly (readonly string[])[] => [
  ['organisation', kind],
  ['people'],
  ['choices', kind],
];
