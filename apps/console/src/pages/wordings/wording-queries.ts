import type { Answer, Body } from '@seatkeeper/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { AS_SHOWN } from '../../api/queries.js';

export type TemplateRow = Answer<'/v1/templates', 'get'>['items'][number];
export type Template = Answer<'/v1/templates/{kind}/{locale}', 'get'>;
export type Wording = Body<'/v1/templates/{kind}/{locale}', 'put'>;
/** Which mail, in which language. */
export type Which = Pick<Template, 'kind' | 'locale'>;

export const WORDINGS = ['wordings'] as const;

export const templatesQuery = queryOptions({
  queryKey: [...WORDINGS, 'list'],
  queryFn: ({ signal }) => api.get('/v1/templates', { signal }),
});

const only = ({ kind, locale }: Which): Which => ({ kind, locale });

export const templateQuery = (which: Which) =>
  queryOptions({
    queryKey: [...WORDINGS, 'one', which.kind, which.locale],
    queryFn: ({ signal }) =>
      api.get('/v1/templates/{kind}/{locale}', { params: { path: only(which) }, signal }),
  });

/** A mail as it would be with these words; what is shown stays until the next is there. */
export const previewQuery = (which: Which, wording: Wording) =>
  queryOptions({
    queryKey: [...WORDINGS, 'preview', which.kind, which.locale, wording],
    queryFn: ({ signal }) =>
      api.post('/v1/templates/{kind}/{locale}/preview', {
        params: { path: only(which) },
        body: { wording },
        signal,
      }),
    ...AS_SHOWN,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

const underVersion = (which: Which, version: number) => ({
  path: only(which),
  header: { 'If-Match': `"${version}"` },
});

export const saveWording = (which: Which, version: number, wording: Wording) =>
  api.put('/v1/templates/{kind}/{locale}', { params: underVersion(which, version), body: wording });

export const resetWording = (which: Which, version: number) =>
  api.delete('/v1/templates/{kind}/{locale}', { params: underVersion(which, version) });

/** Sends the draft to who is signed in. */
export const testWording = (which: Which, wording: Wording) =>
  api.post('/v1/templates/{kind}/{locale}/test', { params: { path: only(which) }, body: { wording } });
