import type { Answer, Body } from '@seatkeeper/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { AS_SHOWN } from '../../api/queries.js';
import { asShown } from '../hand-overs/as-shown.js';

export type ReplacementPreview = Extract<Answer<'/v1/users/{id}/replace', 'post'>, { refusals: unknown }>;

/** Who takes the place, and what they get. */
export type Replacing = Pick<Body<'/v1/users/{id}/replace', 'post'>, 'by' | 'reassign' | 'copy'>;

/** Everything that would come of it, by the rules that decide on the act. */
export const replacementPreviewQuery = (id: string, replacing: Replacing) =>
  queryOptions({
    queryKey: ['people', 'replacement-preview', id, replacing],
    queryFn: async ({ signal }) => {
      const answer = await api.post('/v1/users/{id}/replace', {
        params: { path: { id } },
        body: { ...replacing, preview: true },
        signal,
      });
      if (!('refusals' in answer)) throw new Error('The API has done what a preview was asked of');
      return answer;
    },
    ...AS_SHOWN,
    gcTime: 0,
  });

/** What became of it. */
export const replacementQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'replacement', id],
    queryFn: ({ signal }) => api.get('/v1/users/{id}/replacement', { params: { path: { id } }, signal }),
  });

/** Does what the preview has shown. */
export async function replace(id: string, replacing: Replacing, manifest: string | null) {
  const answer = await api.post('/v1/users/{id}/replace', {
    params: { path: { id } },
    body: { ...replacing, preview: false, ...asShown(replacing.reassign ? manifest : null) },
  });
  if ('refusals' in answer) throw new Error('The API has shown what it was to do');
  return answer;
}
